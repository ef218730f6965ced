// The seed of every random test here: the same in each run, so that a red one stays red; MODEL_SEED tries other ones.

export const seed = Number(process.env['MODEL_SEED'] ?? 20_261_121);
