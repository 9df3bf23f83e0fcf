package dev.millrace.jobs.monster;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/// The five derived columns of a monster; all null until it is computed.
@Embeddable
record DimensionColumns(
    @Column(name = "dim_offense") @Nullable Integer offense,
    @Column(name = "dim_survive") @Nullable Integer survive,
    @Column(name = "dim_control") @Nullable Integer control,
    @Column(name = "dim_tempo") @Nullable Integer tempo,
    @Column(name = "dim_pp") @Nullable Integer pp) {}
