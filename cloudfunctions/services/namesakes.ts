/** Namesakes told apart on a screen. Pure. */
import type { Member } from '../platform/documents'

export type Named = Pick<Member, 'name' | 'className' | 'groupName'>

/** What may tell namesakes apart, the most telling first; the place in the list is every one's own. No number of theirs: all members read it, and class lists let people in by it. */
const marksOf = ({ className, groupName }: Named, place: number): string[] =>
  [className, groupName].filter(mark => mark !== null && mark !== '').concat(`名册第${place}位`) as string[]

/** The names of a roster, in its order; namesakes have behind theirs, in brackets, the first mark that none of the others has. */
export function shownNames(members: readonly Named[]): string[] {
  const byName = new Map<string, number[]>()
  members.forEach(({ name }, i) => byName.set(name, [...byName.get(name) ?? [], i]))
  return members.map((member, i) => {
    const others = byName.get(member.name)!.filter(j => j !== i).map(j => marksOf(members[j]!, j + 1))
    const mark = marksOf(member, i + 1).find(candidate => !others.some(marks => marks.includes(candidate)))
    return others.length === 0 ? member.name : `${member.name}（${mark}）`
  })
}
