/** The committee's division of work as it is entered on the page. Pure. */
import type { Post } from '../../../../types/contracts/codes'
import type { Election } from '../../../../types/contracts/elections'

/** Posts that are voted on; the others are a division of work. */
export const votedOn: readonly Post[] = ['secretary', 'deputySecretary']

export type Held = Partial<Record<Post, { memberIds: string[]; votes: string }>>
interface Person { memberId: string; name: string; hint?: string }

/** Who can have a post: whoever is elected and has not left; in a by-election whoever sits in the committee, too. Each once. */
export function peopleOf({ elected, sitting }: Pick<Election, 'elected' | 'sitting'>): Person[] {
  const come = elected.flatMap(({ memberId, name, note, gone }): Person[] => (memberId && !gone ? [{ memberId, name, ...(note ? { hint: note } : sitting.length > 0 ? { hint: '这次补选' } : {}) }] : []))
  const there = sitting.filter(({ memberId }, n) => sitting.findIndex((one) => one.memberId === memberId) === n && !come.some((one) => one.memberId === memberId))
  return [...come, ...there.map(({ memberId, name }) => ({ memberId, name, hint: '现任支委' }))]
}

/** As it was entered before. */
export function heldOf({ chosen }: Pick<Election, 'chosen'>): Held {
  const held: Held = {}
  for (const { memberId, post, inFavour } of chosen) held[post] = { memberIds: [...(held[post]?.memberIds ?? []), memberId], votes: String(inFavour) }
  return held
}

/** Whether somebody is elected to a post and nobody has said with how many votes. */
export const votesMissing = (held: Held): boolean => votedOn.some((post) => (held[post]?.memberIds.length ?? 0) > 0 && !held[post]?.votes)

/** As it is sent. */
export const chosenFrom = (held: Held, offered: readonly Post[]): { memberId: string; post: Post; inFavour: number }[] =>
  offered.flatMap((post) => (held[post]?.memberIds ?? []).map((memberId) => ({ memberId, post, inFavour: votedOn.includes(post) ? Number(held[post]?.votes) || 0 : 0 })))

/** Why whoever is to be secretary should not be it yet; a reminder. */
export function newSecretaryOf({ elected }: Pick<Election, 'elected'>, held: Held): string | null {
  const [chosen] = held.secretary?.memberIds ?? []
  const person = elected.find(({ memberId }) => memberId !== null && memberId === chosen)
  return person?.newer ? `${person.name}${person.newer}` : null
}
