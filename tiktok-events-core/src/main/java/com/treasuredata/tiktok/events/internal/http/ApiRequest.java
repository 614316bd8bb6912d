package com.treasuredata.tiktok.events.internal.http;

import okhttp3.RequestBody;

/**
 * A request to the Business API.
 *
 * @param endpoint where it goes
 * @param body what it says, as JSON
 * @param repeatable whether sending it again after an unanswered attempt changes nothing
 * @param onAttempt run at the start of each attempt, on the sending thread
 */
public record ApiRequest(
    Endpoint endpoint, RequestBody body, boolean repeatable, Runnable onAttempt) {}
