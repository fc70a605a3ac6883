"""A run over an archive: cut into partitions, each done once, whole or not at all."""
