/**
 * What is allowed: one table of fields and rules for each kind of event source, read by the
 * validator, the column mapper and the printed schema.
 *
 * <pre>{@code
 * ValidationResult result = EventValidator.of(EventSourceType.OFFLINE).validate(event);
 * result.violations().forEach(System.out::println); // user.email MALFORMED: expected one …
 * }</pre>
 *
 * <p>Start at {@link com.treasuredata.tiktok.events.schema.EventValidator}.
 */
@org.jspecify.annotations.NullMarked
package com.treasuredata.tiktok.events.schema;
