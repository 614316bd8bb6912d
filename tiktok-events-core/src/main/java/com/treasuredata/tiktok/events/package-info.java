/**
 * What you call: {@link com.treasuredata.tiktok.events.EventsClient} sends events to TikTok's
 * Events API 2.0, one, some, or a whole export of them.
 *
 * <pre>{@code
 * try (EventsClient client =
 *     EventsClient.builder().accessToken(token).source(EventSource.web("C4A1EXAMPLE0PIXEL7QG")).build()) {
 *   client.send(Event.builder(EventName.SEARCH).occurredAt(Instant.now()).pageUrl(url).build());
 * }
 * }</pre>
 *
 * <p>One type for each task:
 *
 * <ul>
 *   <li>{@link com.treasuredata.tiktok.events.EventsClient} sends events to one source, and makes
 *       exports.
 *   <li>{@link com.treasuredata.tiktok.events.SendReceipt} says that TikTok accepted one request.
 *   <li>{@link com.treasuredata.tiktok.events.Export} is an export of many records to one source,
 *       before it runs.
 *   <li>{@link com.treasuredata.tiktok.events.RoutedExport} is one to several sources, by record.
 *   <li>{@link com.treasuredata.tiktok.events.RecordMapper} makes an event of a record.
 *   <li>{@link com.treasuredata.tiktok.events.InvalidRecordPolicy} says what records that can't be
 *       sent do to an export.
 *   <li>{@link com.treasuredata.tiktok.events.ExportSession} takes records that a framework pushes.
 *   <li>{@link com.treasuredata.tiktok.events.ExportListener} hears of results, warnings and
 *       progress.
 *   <li>{@link com.treasuredata.tiktok.events.RecordResult} is what became of one record.
 *   <li>{@link com.treasuredata.tiktok.events.ExportReport} accounts for all records.
 *   <li>{@link com.treasuredata.tiktok.events.SentStatistics} says what the sent events can be
 *       matched by.
 *   <li>{@link com.treasuredata.tiktok.events.Checkpoint} holds the records that a resumed export
 *       passes over.
 *   <li>{@link com.treasuredata.tiktok.events.ExportJournal} keeps a checkpoint in a file.
 *   <li>{@link com.treasuredata.tiktok.events.ExportStoppedException} ends an export early, with
 *       its account.
 *   <li>{@link com.treasuredata.tiktok.events.ExportIncompleteException} is what a report throws
 *       that isn't a success.
 *   <li>{@link com.treasuredata.tiktok.events.JournalException} says why a journal can't be used.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events;
