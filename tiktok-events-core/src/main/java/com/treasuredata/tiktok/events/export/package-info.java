/**
 * Many records: mapped, checked, batched, sent in parallel, and every one of them accounted for.
 *
 * <pre>{@code
 * ExportReport report =
 *     client.export(mapper).invalidRecords(InvalidRecordPolicy.SKIP).onFailure(log::println).run(orders);
 * }</pre>
 *
 * <p>Start at {@link com.treasuredata.tiktok.events.export.Export}, which {@code
 * EventsClient.export} makes.
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.export;
