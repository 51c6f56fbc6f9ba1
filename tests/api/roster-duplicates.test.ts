import type { InputOf } from '../../types/contracts'
import { call, operationsOf, refusal, startApi, stopApi } from '../support/api'
import { bind, makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopApi)

const by = () => world.secretary.openid
const add = async (over: Partial<InputOf<'roster.add'>> = {}): Promise<string> => (await call(by(), 'roster.add', { organisationId: world.branchId, name: '孔一', standing: 'full', ...over })).memberId
const preview = (memberId: string, duplicateId: string) => call(by(), 'roster.mergePreview', { memberId, duplicateId })
type Take = InputOf<'roster.merge'>['take']
const asked = async (memberId: string, duplicateId: string, take: Take = []): Promise<InputOf<'roster.merge'>> => {
  const { kept, duplicate } = await preview(memberId, duplicateId)
  return { memberId, duplicateId, version: kept.version, duplicateVersion: duplicate.version, take }
}
const got = (memberId: string) => call(by(), 'roster.get', { memberId })

test('pairs are found inside the branch, masked, and nothing else', async () => {
  const [a, b] = [await add({ name: '孟一', phone: '19900000011', idNumber: '990101200503010014' }), await add({ name: '孟一', phone: '19900000012' })]
  await call(world.otherSecretary.openid, 'roster.add', { organisationId: world.otherBranchId, name: '孟一', standing: 'full' })
  const found = await call(by(), 'roster.duplicates', {})
  expect(found.pairs.map(({ reason, one, other }) => [reason, one.id, other.id])).toEqual([['noBirthday', a, b]])
  expect(JSON.stringify(found)).not.toMatch(/1990000001|20050301/)
  expect(await operationsOf(() => call(by(), 'roster.duplicates', {}))).toBeLessThanOrEqual(4)
  expect(await refusal(world.otherSecretary.openid, 'roster.duplicates', { organisationId: world.branchId })).toBe('notFound')
  expect(await refusal(world.officer.openid, 'roster.duplicates', {})).toBe('forbidden')
  expect((await call(world.otherSecretary.openid, 'roster.duplicates', {})).pairs).toEqual([])
})

test('what the officer chose stays, the other leaves with a reference, and the person is claimed once', async () => {
  const kept = await add({ name: '孔二', className: '一班', phone: '19900000021' })
  const other = await add({ name: '孔二', className: '二班', phone: '19900000022', job: '学生', idNumber: '990102200512310250' })
  const before = (await call(by(), 'organisations.get', {})).members
  const shown = (await preview(kept, other)).items
  expect(shown.find(({ item }) => item === 'className')).toEqual({ item: 'className', kept: '一班', duplicate: '二班' })
  expect(shown.find(({ item }) => item === 'phone')).toEqual({ item: 'phone', kept: '199****0021', duplicate: '199****0022' })
  const input = await asked(kept, other, ['phone', 'job', 'idNumber', 'address'])
  expect(await call(by(), 'roster.merge', input)).toEqual({ memberId: kept })
  expect(await call(by(), 'roster.merge', input)).toEqual({ memberId: kept })
  expect(await got(kept)).toMatchObject({ className: '一班', phoneMasked: '199****0022', job: '学生', idMasked: '**************0250', hasAddress: false, version: 2 })
  expect(await got(other)).toMatchObject({ archived: true, mergedInto: kept })
  expect((await call(by(), 'organisations.get', {})).members).toBe(before - 1)
  const { find, read } = await import('../../cloudfunctions/platform/database')
  const { idHash } = (await read('members', kept))!
  expect((await find('identities', { memberId: kept }, { limit: 5 })).map(({ _id }) => _id)).toEqual([idHash])
  expect((await find('identities', { memberId: other }, { limit: 5 }))).toEqual([])
  // The other cannot come back beside it, since it is the same person.
  expect(await refusal(by(), 'roster.restore', { memberId: other })).toBe('personExists')
})

test('a name that is taken is found by the search; a person who was merged wrongly comes back', async () => {
  const [kept, other] = [await add({ name: '孔三', studentNumber: '20230001' }), await add({ name: '欧阳三', studentNumber: '20230001' })]
  expect((await call(by(), 'roster.duplicates', {})).pairs[0]).toMatchObject({ reason: 'sameNumber' })
  await call(by(), 'roster.merge', await asked(kept, other, ['name']))
  expect((await call(by(), 'roster.list', { search: 'ouyang' })).items.map(({ id }) => id)).toEqual([kept])
  await call(by(), 'roster.restore', { memberId: other })
  expect(await got(other)).toMatchObject({ archived: false, mergedInto: null })
})

describe('a record on which something hangs stays', () => {
  test('an account, a check-in, points', async () => {
    const [joined, blank] = [await add({ name: '孔四' }), await add({ name: '孔四' })]
    await bind(by(), joined, 'o-merge-4')
    expect(await refusal(by(), 'roster.merge', await asked(blank, joined))).toBe('mergeOther')
    expect((await preview(blank, joined)).why.merge).toContain('已经加入')
    expect((await preview(joined, blank)).can.merge).toBe(true)
    const { activityId } = await call(by(), 'activities.create', { title: '主题党日', place: '示例楼', startsAt: '2026-11-20T01:30:00Z', endsAt: '2026-11-20T03:00:00Z' })
    await call(by(), 'activities.tick', { activityId, memberIds: [blank], present: true })
    expect(await refusal(by(), 'roster.merge', await asked(joined, blank))).toBe('mergeBoth')
    expect((await preview(joined, blank)).why.merge).toContain('有签到记录')
  })

  test('the kept one keeps its account, which has the new name at once', async () => {
    const [joined, blank] = [await add({ name: '孔五' }), await add({ name: '孔伍', groupId: world.groupId })]
    await bind(by(), joined, 'o-merge-5')
    await call(by(), 'roster.merge', await asked(joined, blank, ['name', 'group']))
    const { read } = await import('../../cloudfunctions/platform/database')
    const { accountIdOf } = await import('../../cloudfunctions/platform/identity')
    expect(await read('access', accountIdOf('o-merge-5'))).toMatchObject({ memberId: joined, memberName: '孔伍', groupId: world.groupId })
  })
})

test('what must not be merged is refused with its reason', async () => {
  const [a, b] = [await add({ name: '孔六', idNumber: '990101200411150028' }), await add({ name: '孔六', idNumber: '99010220050930014X' })]
  expect(await refusal(by(), 'roster.merge', await asked(a, b))).toBe('mergeDifferent')
  expect(await refusal(by(), 'roster.merge', { memberId: a, duplicateId: a, version: 1, duplicateVersion: 1, take: [] })).toBe('mergeSame')
  expect(await refusal(by(), 'roster.mergePreview', { memberId: a, duplicateId: world.otherMember.memberId })).toBe('notFound')
  expect(await refusal(world.founder.openid, 'roster.merge', { memberId: a, duplicateId: world.otherMember.memberId, version: 1, duplicateVersion: 1, take: [] })).toBe('mergeApart')
  const c = await add({ name: '孔六', standing: 'probationary', joinedOn: '2026-06-01' })
  const d = await add({ name: '孔六', fullOn: '2024-06-01', joinedOn: '2023-06-01' })
  expect(await refusal(by(), 'roster.merge', await asked(c, d, ['fullOn']))).toBe('datesWrong')
  const unproved = world.otherSecretary.openid
  expect(await refusal(unproved, 'roster.merge', { memberId: world.otherMember.memberId, duplicateId: world.otherSecretary.memberId, version: 1, duplicateVersion: 1, take: [] })).toBe('secondFactorNotSet')
})

test('while somebody edits either record, neither is lost', async () => {
  for (let round = 0; round < 5; round++) {
    const [kept, other] = [await add({ name: `孔七${round}` }), await add({ name: `孔七${round}`, job: '学生' })]
    const input = await asked(kept, other, ['job'])
    const edited = round % 2 ? kept : other
    const [merged, edit] = await Promise.all([refusal(by(), 'roster.merge', input), refusal(by(), 'roster.update', { memberId: edited, version: 1, changes: { className: '三班' } })])
    const after = [await got(kept), await got(other)]
    expect([merged === null, merged ?? 'done', edit ?? 'done']).toEqual([after[1]!.archived, merged === null ? 'done' : 'conflict', merged === null ? expect.stringMatching(/conflict|memberArchived/) : 'done'])
  }
})

test('a pair that was looked at is offered no more, whichever way round, until that is taken back', async () => {
  const [a, b] = [await add({ name: '孔同名' }), await add({ name: '孔同名' })]
  const offered = async () => (await call(by(), 'roster.duplicates', {})).pairs.filter(({ one }) => one.name === '孔同名').length
  const apart = async () => (await call(by(), 'roster.duplicates', {})).apart.filter(({ one }) => one.name === '孔同名')
  expect([await offered(), await apart()]).toEqual([1, []])
  for (const [memberId, duplicateId] of [[a, b], [b, a], [b, a]] as const) await call(by(), 'roster.notSame', { memberId, duplicateId })
  expect([await offered(), await apart()]).toMatchObject([0, [{ byName: '王建国' }]])
  // A third one of that name is compared with both; nobody is hidden by the pair.
  const c = await add({ name: '孔同名' })
  expect(await offered()).toBe(2)
  for (const other of [a, b]) await call(by(), 'roster.notSame', { memberId: c, duplicateId: other })
  expect(await offered()).toBe(0)
  await call(by(), 'roster.notSame', { memberId: b, duplicateId: a, same: true })
  expect([await offered(), (await apart()).length]).toEqual([1, 2])
  expect(await operationsOf(() => call(by(), 'roster.duplicates', {}))).toBeLessThanOrEqual(4)
  expect(await refusal(by(), 'roster.notSame', { memberId: a, duplicateId: a })).toBe('mergeSame')
  expect(await refusal(by(), 'roster.notSame', { memberId: a, duplicateId: world.otherMember.memberId })).toBe('notFound')
  expect(await refusal(world.founder.openid, 'roster.notSame', { memberId: a, duplicateId: world.otherMember.memberId })).toBe('mergeApart')
  expect(await refusal(world.officer.openid, 'roster.notSame', { memberId: a, duplicateId: b })).toBe('forbidden')
})

test('what is on record of the one that leaves is told of the one that stays; what would be lost stands in the way', async () => {
  const [kept, other] = [await add({ name: '孔九', phone: '19900000091' }), await add({ name: '孔九', phone: '19900000092' })]
  await bind(by(), kept, 'o-merge-9')
  await call(by(), 'dossier.notePapers', { memberId: other, papers: [{ key: 'application', state: 'complete' }] })
  await call(by(), 'privacy.reveal', { memberId: other, item: 'phone', reason: '核对是否同一人' })
  await call(by(), 'roster.merge', await asked(kept, other))
  const told = async () => [(await call('o-merge-9', 'dossier.timeline', { memberId: kept })).items.map(({ text }) => text).join(), (await call('o-merge-9', 'privacy.looks', {})).items.length] as const
  expect(await told()).toEqual([expect.stringContaining('清点材料'), 1])
  expect((await call(by(), 'dossier.papers', { memberId: kept })).items.find(({ key }) => key === 'application')).toMatchObject({ state: 'complete' })
  // Taken back: each tells its own again.
  await call(by(), 'roster.restore', { memberId: other })
  expect(await told()).toEqual([expect.not.stringContaining('清点材料'), 0])

  const away = await add({ name: '孔九' })
  await call(by(), 'floating.report', { memberId: away, place: '示例市', abroad: false, reason: '实习', from: '2026-11-01', until: '', host: '', hostContact: '' })
  expect(await refusal(by(), 'roster.merge', await asked(kept, away))).toBe('mergeBoth')
  expect((await preview(kept, away)).why.merge).toContain('流动')
})
