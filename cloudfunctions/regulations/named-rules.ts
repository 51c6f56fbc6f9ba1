/** Who was named to count, as the person whose account it was then. Pure. */
/** Those who were named, and since when; of whoever has no such time it is the opening. */
interface Naming { counters: { memberId: string; since?: Date }[]; openedAt: Date | null }

/** A member, and since when the account is that member's. */
export interface Person { memberId: string; boundAt: Date }

/** Whether an account that a member has now was bound after the member was named to count: it is somebody else's, perhaps. Pure. */
export function isRebound({ counters, openedAt }: Naming, { memberId, boundAt }: Person): boolean {
  const named = counters.find(one => one.memberId === memberId)
  const since = named && (named.since ?? openedAt)
  return !!since && boundAt > since
}

/** Whether somebody was named to count, as the person whose account it was then. Pure. */
export const isNamed = (balloting: Naming, me: Person): boolean => balloting.counters.some(one => one.memberId === me.memberId) && !isRebound(balloting, me)
