/**
 * The settings of a data connector that exports a query's rows, parsed, cross-checked and opened:
 * {@link com.treasuredata.tiktok.events.connector.Connector} makes an export of them.
 *
 * <pre>{@code
 * ConnectorConfig config = ConnectorConfig.parse(json);
 * try (Connector connector = Connector.of(config)) {
 *   ExportReport report = connector.exportTable(columns).run(rows);
 * }
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.connector;
