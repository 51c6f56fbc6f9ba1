/** The one clock. A call reads it once into `ctx.now`; tests set it. */
export const clock = { now: (): Date => new Date() }
