create table orders (event varchar(20), event_time timestamp with time zone, event_id varchar(20), email varchar(50));
insert into orders select 'Purchase', current_timestamp, 'order-' || x, 'ada' || x || '@example.com' from system_range(1, 2500);
