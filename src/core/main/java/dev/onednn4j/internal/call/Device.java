package dev.onednn4j.internal.call;

import dev.onednn4j.internal.library.Handle;

/// Where primitives are made and run.
///
/// @param engine the native engine
/// @param stream the native stream of executions that name none
public record Device(Handle engine, Handle stream) {}
