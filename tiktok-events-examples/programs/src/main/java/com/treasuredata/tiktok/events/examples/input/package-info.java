/**
 * Rows of a file or a pipe, whatever its format, read one at a time in little memory.
 *
 * <pre>{@code
 * try (RowSource rows = InputFormat.CSV.open(Path.of("orders.csv"))) {
 *   for (Row row = rows.next(); row != null; row = rows.next()) {
 *     System.out.println(row.number() + " has " + row.values().keySet());
 *   }
 * }
 * }</pre>
 *
 * <p>Begin at {@link com.treasuredata.tiktok.events.examples.input.InputFormat}.
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.examples.input;
