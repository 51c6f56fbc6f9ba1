/** The tree changes: founded, moved, renamed, merged, split, dissolved; an account's post confirmed by another officer. */
import { bind, plantFoundingCode, type World } from '../../../tests/support/world'
import type { Call } from './play'

export async function tree(call: Call, { founder, committeeId }: World): Promise<void> {
  const by = founder.openid
  await plantFoundingCode('found-bench-second')
  await call('openid-bench-second', 'organisations.found', { code: 'found-bench-second', organisationName: '示例职业学院党委', kind: 'committee', name: '钱明' })
  const create = async (parentId: string, name: string, kind: 'branch' | 'group' | 'generalBranch'): Promise<string> => (await call(by, 'organisations.create', { parentId, name, kind })).organisationId
  const general = await create(committeeId, '示例系党总支', 'generalBranch')
  const [one, two, three] = [await create(committeeId, '示例一党支部', 'branch'), await create(committeeId, '示例二党支部', 'branch'), await create(committeeId, '示例三党支部', 'branch')] as const
  const add = async (organisationId: string, name: string): Promise<string> => (await call(by, 'roster.add', { organisationId, name, standing: 'full' })).memberId
  const people: string[] = []
  for (const name of ['树一', '树二', '树三', '树四']) people.push(await add(one, name))
  await add(two, '树五')
  await add(three, '树六')

  await call(by, 'posts.appoint', { organisationId: one, memberId: people[0]!, post: 'secretary', until: '2027-05-01' })
  await bind(by, people[0]!, 'openid-bench-tree')
  const { items } = await call(by, 'posts.list', { organisationId: one })
  await call(by, 'posts.confirm', { postId: items[0]!.id })

  await call(by, 'organisations.search', { text: '示例' })
  await call(by, 'organisations.warnings', { organisationId: one })
  await call(by, 'organisations.setForm', { organisationId: one, form: 'joint', units: 2, fewerReason: '新设支部' })
  await call(by, 'organisations.setTerm', { organisationId: one, termMonths: 60 })
  await call(by, 'organisations.extendTerm', { organisationId: one, until: '2027-08-01', document: '示例组〔2027〕2号' })
  await call(by, 'organisations.rename', { organisationId: one, name: '示例第一党支部' })
  await call(by, 'organisations.previewMove', { organisationId: three, parentId: general })
  await call(by, 'organisations.move', { organisationId: three, parentId: general })
  const split = { organisationId: one, memberIds: people.slice(2), newName: '示例分出党支部', fewerReason: '新设支部' }
  await call(by, 'organisations.previewSplit', { organisationId: one, memberIds: people.slice(2) })
  await call(by, 'organisations.split', { ...split, reason: '人数多' })
  await call(by, 'organisations.previewMerge', { organisationIds: [one, two], targetId: one })
  await call(by, 'organisations.merge', { organisationIds: [one, two], targetId: one, reason: '人数少', fewerReason: '新设支部' })
  await call(by, 'organisations.previewDissolve', { organisationId: three, targetId: one })
  await call(by, 'organisations.dissolve', { organisationId: three, targetId: one, reason: '毕业' })
  await call(by, 'organisations.changeOf', { organisationId: one })
  await call(by, 'organisations.gone', {})
}
