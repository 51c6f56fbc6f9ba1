/** What waits for those who lead a vote whose time is over: under a reference of its own beside the item of the voters. */
export const overdueRef = (id: string): string => `${id}-over`
