package com.treasuredata.tiktok.events.internal.http;

import java.util.Map;
import java.util.Optional;

/**
 * An answer by which TikTok accepted the request.
 *
 * @param requestId TikTok's id of the request
 * @param data the answer proper
 * @param problem what TikTok found wrong although it accepted the request, free of values; empty if
 *     nothing
 * @param attempts how many times the request was sent
 */
public record ApiAnswer(
    Optional<String> requestId, Map<?, ?> data, Optional<String> problem, int attempts)
    implements Outcome {}
