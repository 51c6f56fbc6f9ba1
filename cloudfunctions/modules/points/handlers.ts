export const handlers = {} as never
