export const apiHandlers = {} as never
export const sheetsHandlers = {} as never
