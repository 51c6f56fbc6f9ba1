/** Branches with people in them, to be dissolved, merged, split and moved. */
import { call } from './api'
import { join, type Person, type World } from './world'

export const database = () => import('../../cloudfunctions/platform/database')
/** A deadline that allows so many looks at the clock: the work stops at each of its steps in turn. */
export const after = (looks: number): Date => ({ getTime: () => (looks-- > 0 ? Number.MAX_SAFE_INTEGER : 0) }) as Date
export const at = async (memberId: string) => (await (await database()).read('members', memberId))!
export const living = async (organisationId: string) => (await (await database()).find('members', { organisationId, archived: false }, { limit: 1000 })).map(member => member._id).sort()

let made = 0
/** A number that was not used before. */
export const serial = (): number => ++made

export interface Branch { id: string; groupId: string; secretary: Person; people: string[] }

/** What plants organisations and people into a world, in the name of its founder. */
export function gardenerOf(world: () => World) {
  const by = () => world().founder.openid
  const create = async (name: string, kind: 'branch' | 'group' | 'generalBranch' = 'branch', parentId = world().committeeId) => (await call(by(), 'organisations.create', { parentId, name: `${name}${++made}`, kind })).organisationId
  const add = async (organisationId: string, count: number, more: object = {}): Promise<string[]> => {
    const ids: string[] = []
    for (let i = 0; i < count; i++) ids.push((await call(by(), 'roster.add', { organisationId, name: `示例同志${++made}`, standing: 'full', ...more })).memberId)
    return ids
  }
  /** A branch with a secretary, a group led from inside, and some people without an account. */
  const plant = async (people = 3): Promise<Branch> => {
    const id = await create('示例党支部')
    const groupId = await create('示例小组', 'group', id)
    const secretary = await join(by(), id, '示例书记', `o-sec-${++made}`, { post: 'secretary' })
    const leader = await join(by(), id, '示例组长', `o-lead-${++made}`, { groupId, post: 'groupLeader', postIn: groupId })
    return { id, groupId, secretary, people: [secretary.memberId, leader.memberId, ...await add(id, people)] }
  }
  return { by, create, add, plant }
}
