package com.treasuredata.tiktok.events.connector;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the trade calls TikTok's fields: hints for columns that match nothing, never mappings. A
 * column that is called {@code total} may be the sum of anything.
 */
final class ColumnHints {
  private static final Map<String, String> FIELDS = new HashMap<>();

  static {
    fields(
        "user.email",
        "emails emailaddress emailaddresses mail mailaddress em customeremail useremail"
            + " contactemail billingemail primaryemail emailid");
    fields(
        "user.phone",
        "phones phonenumber phonenumbers phoneno ph tel telephone mobile mobilephone"
            + " mobilenumber mobileno cellphone cell msisdn customerphone userphone billingphone contactphone");
    fields("user.first_name", "fn firstname fname givenname forename");
    fields("user.last_name", "ln lastname lname familyname surname");
    fields("user.zip_code", "zip zp zipcode postal postalcode postcode");
    fields("user.city", "ct town");
    fields("user.state", "st province region prefecture");
    fields("user.country", "countrycode cn");
    fields(
        "user.external_id",
        "externalid extern customerid userid uid memberid clientid crmid personid"
            + " tdclientid tdssckey visitorid");
    fields(
        "user.ip",
        "ipaddress clientip clientipaddress tdip remoteaddr remoteip useripaddress ipaddr");
    fields("user.user_agent", "ua useragent clientuseragent tduseragent agent browseragent");
    fields("user.ttclid", "clickid ttclickid tiktokclickid tiktokclid");
    fields("user.ttp", "ttpcookie tiktokcookie");
    fields(
        "user.gaid", "adid aaid googleadvertisingid androidadvertisingid advertisingid googleadid");
    fields("user.idfa", "iosadvertisingid appleadvertisingid iosifa");
    fields("user.locale", "lang language tdlanguage");
    fields(
        "event_time",
        "timestamp time ts eventtimestamp eventdate createdat created occurredat date"
            + " datetime orderdate ordertime purchasedate purchasetime servertime unixtime eventat");
    fields("event", "eventname eventtype action activity conversionname conversiontype");
    fields("event_id", "eventuuid messageid dedupid deduplicationid insertid eventkey uniqueid");
    fields(
        "properties.order_id", "transactionid orderno ordernumber orderref invoiceid purchaseid");
    fields(
        "properties.value",
        "revenue total amount price totalprice ordervalue ordertotal subtotal sales"
            + " grandtotal conversionvalue purchasevalue totalamount");
    fields("properties.currency", "currencycode curr ccy");
    fields("properties.contents", "items products lineitems productlist basket cart");
    fields(
        "properties.content_ids",
        "productid productids sku skus itemid itemids contentid productsku");
    fields("properties.search_string", "searchterm searchquery keyword searchterms");
    fields("properties.num_items", "quantity qty itemcount numberofitems totalquantity");
    fields(
        "page.url",
        "tdurl pageurl pagelocation eventsourceurl sourceurl link href pagelink landingpage"
            + " landingurl pageaddress");
    fields("page.referrer", "tdreferrer referer pagereferrer ref referrerurl");
    fields("app.app_id", "bundleid packagename package storeid appstoreid");
    fields("lead.lead_id", "leadid tiktokleadid leadgenid");
  }

  private ColumnHints() {}

  private static void fields(String path, String names) {
    for (String name : names.split(" ", -1)) {
      FIELDS.put(name, path);
    }
  }

  /** Returns the path of the field that a column may be meant for, or null if none is known. */
  static @Nullable String field(String column) {
    if (column.length() > 40) {
      return null;
    }
    StringBuilder folded = new StringBuilder(column.length());
    for (int i = 0; i < column.length(); i++) {
      char c = column.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        folded.append(Character.toLowerCase(c));
      }
    }
    String name = folded.toString();
    String path = FIELDS.get(name);
    if (path == null && name.startsWith("user") && name.length() > 4) {
      path = FIELDS.get(name.substring(4));
    }
    return path;
  }
}
