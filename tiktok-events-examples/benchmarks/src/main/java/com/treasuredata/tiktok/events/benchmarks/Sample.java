package com.treasuredata.tiktok.events.benchmarks;

/**
 * What a turn cost.
 *
 * @param events how many events it was
 * @param wallNanos time that passed
 * @param cpuNanos processor's time: of the thread, or of the whole process where several work
 * @param allocated bytes that the thread allocated; 0 where several work
 */
record Sample(long events, long wallNanos, long cpuNanos, long allocated) {
  double perSecond() {
    return events * 1e9 / wallNanos;
  }

  double perCpuSecond() {
    return events * 1e9 / Math.max(1, cpuNanos);
  }
}
