package com.treasuredata.tiktok.events;

import com.treasuredata.tiktok.events.schema.Violation;
import java.util.List;
import java.util.Optional;

/**
 * The confirmation that TikTok accepted events, which doesn't mean that it matched them to a
 * person.
 *
 * @param requestId TikTok's id of the request, for its support
 * @param attempts how many times the request was sent
 * @param warnings the rules that the events broke although they were sent; paths start with the
 *     event's place in the list, as in {@code [2].user.phone}, if several were sent
 * @param problem what TikTok found wrong although it accepted the events (code 20001), without any
 *     value; usually empty
 */
public record SendReceipt(
    Optional<String> requestId, int attempts, List<Violation> warnings, Optional<String> problem) {}
