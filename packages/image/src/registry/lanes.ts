/** Lets so many in at a time, first come, first served. */
export interface Lanes {
  /** Waits for a lane; what it gives leaves it. */
  enter(): Promise<() => void>;
}

/** Lanes for {@link ServeOptions.lanes}. */
export function createLanes(count: number): Lanes {
  const waiting: (() => void)[] = [];
  let free = count;
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    async enter() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return leave;
    },
  };
}
