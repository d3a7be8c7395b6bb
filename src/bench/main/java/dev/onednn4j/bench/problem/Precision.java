package dev.onednn4j.bench.problem;

import dev.onednn4j.DataType;

import java.util.Optional;

/// The data types of all tensors.
///
/// @param bias what `--bia-dt` asks for; a direction with bias has its own
public record Precision(DataTypes types, Optional<DataType> bias) {}
