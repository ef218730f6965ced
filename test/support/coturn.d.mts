export function findCoturn(): string | undefined;
export function ensureCoturn(): Promise<string | undefined>;
