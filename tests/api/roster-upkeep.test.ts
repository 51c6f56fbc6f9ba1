import type { InputOf } from '../../types/contracts'
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { examinedBy, makeCrowd } from '../support/crowd'
import { bind, makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const by = () => world.secretary.openid
let made = 0
const add = async (over: Partial<InputOf<'roster.add'>> = {}): Promise<string> => (await call(by(), 'roster.add', { organisationId: world.branchId, name: `何${'一二三四五六七八九十'[made++ % 10]}`, standing: 'full', ...over })).memberId
const bulk = (memberIds: string[], change: { groupId?: string; className?: string }, tap?: string) => call(by(), 'roster.bulk', { organisationId: world.branchId, memberIds, ...change }, tap)
const classOf = async (memberId: string) => (await call(by(), 'roster.get', { memberId })).className

describe('filters', () => {
  test('each narrows the list, and the count agrees with it', async () => {
    for (const over of [{ className: '软件2301' }, { className: '软件2301', standing: 'probationary' as const }, { className: '软件2302', groupId: world.groupId }]) await add(over)
    const filters = [{ className: '软件2301' }, { className: '软件2301', standing: 'probationary' as const }, { groupId: world.groupId }, { groupId: world.groupId, className: '软件2302' }, { groupId: '' }, { className: '' }, { className: '没有这个班' }]
    const found = await Promise.all(filters.map(filter => call(by(), 'roster.list', { ...filter, limit: 50 })))
    expect(found.map(({ items, total }) => items.length === total)).toEqual(filters.map(() => true))
    expect(found.map(({ total }) => total)).toEqual([2, 1, 3, 1, expect.any(Number), expect.any(Number), 0])
    const all = await call(by(), 'roster.list', { limit: 50 })
    expect(found[2]!.total + found[4]!.total).toBe(all.total)
  })

  test('groups and classes are offered with their numbers, which agree with the list', async () => {
    const choices = await call(by(), 'roster.choices', {})
    expect(choices.classes.length).toBeGreaterThan(0)
    for (const { name, count } of choices.classes) expect((await call(by(), 'roster.list', { className: name })).total).toBe(count)
    for (const { id, count } of choices.groups) expect((await call(by(), 'roster.list', { groupId: id })).total).toBe(count)
    expect((await call(by(), 'roster.list', { groupId: '' })).total).toBe(choices.noGroup)
    expect((await call(by(), 'roster.list', { className: '' })).total).toBe(choices.noClass)
    expect(await refusal(world.otherSecretary.openid, 'roster.choices', { organisationId: world.branchId })).toBe('notFound')
    expect(await refusal(world.member.openid, 'roster.choices', {})).toBe('forbidden')
  })

  test('an account keeps ten of its own; the same name replaces; another account sees none of them', async () => {
    const save = (name: string, className: string) => call(by(), 'roster.saveFilter', { organisationId: world.branchId, name, filter: { className } })
    for (let i = 0; i < 10; i++) await save(`筛选${i}`, '软件2301')
    expect(await refusal(by(), 'roster.saveFilter', { organisationId: world.branchId, name: '第十一个', filter: {} })).toBe('filtersFull')
    expect((await save('筛选3', '软件2302')).saved.filter(({ name }) => name === '筛选3')).toEqual([{ name: '筛选3', filter: { className: '软件2302' } }])
    expect((await call(world.officer.openid, 'roster.choices', {})).saved).toEqual([])
    expect((await call(by(), 'roster.dropFilter', { organisationId: world.branchId, name: '筛选3' })).saved).toHaveLength(9)
    expect((await call(by(), 'roster.dropFilter', { organisationId: world.branchId, name: '筛选3' })).saved).toHaveLength(9)
    await Promise.all(['甲', '乙', '丙'].map(name => refusal(by(), 'roster.saveFilter', { organisationId: world.branchId, name, filter: {} })))
    expect((await call(by(), 'roster.choices', {})).saved).toHaveLength(10)
    expect(await refusal(by(), 'roster.saveFilter', { organisationId: world.branchId, name: '  ', filter: {} })).toBe('badInput')
  })
})

describe('many at once', () => {
  test('a preview says how many change and from what, and writes nothing', async () => {
    const people = [await add({ className: '一班' }), await add({ className: '一班' }), await add(), await add({ className: '二班' })]
    const asked = { organisationId: world.branchId, memberIds: [...people, people[0]!, 'nothingofthatname'], className: '二班' }
    expect(await call(by(), 'roster.previewBulk', asked)).toEqual({ what: '班级改为二班', changes: 3, same: 1, gone: 1, before: [{ text: '一班', count: 2 }, { text: '未填班级', count: 1 }] })
    expect(await classOf(people[0]!)).toBe('一班')
    expect(await refusal(by(), 'roster.previewBulk', { organisationId: world.branchId, memberIds: people })).toBe('bulkNothing')
    expect(await refusal(by(), 'roster.previewBulk', { ...asked, groupId: world.otherBranchId })).toBe('notFound')
    expect(await refusal(by(), 'roster.previewBulk', { ...asked, memberIds: [] })).toBe('badInput')
    expect(await refusal(world.officer.openid, 'roster.bulk', asked)).toBe('forbidden')
  })

  test('all are changed by one tap, its repeat changes nothing more, and all are put back', async () => {
    const people = [await add({ className: '甲班' }), await add({ className: '乙班' }), await add()]
    const result = await bulk(people, { className: '丙班' }, 'tap-bulk-1')
    expect(result).toMatchObject({ changed: 3, left: [], leftTotal: 0, undone: false, can: { undo: true } })
    expect(await bulk(people, { className: '丙班' }, 'tap-bulk-1')).toEqual(result)
    expect((await call(by(), 'roster.get', { memberId: people[0]! })).version).toBe(2)
    expect((await call(by(), 'roster.choices', {})).last).toEqual(result)
    expect(await call(by(), 'roster.undoBulk', { bulkId: result.bulkId })).toMatchObject({ changed: 3, leftTotal: 0, undone: true, can: { undo: false } })
    expect(await call(by(), 'roster.undoBulk', { bulkId: result.bulkId })).toMatchObject({ changed: 3, undone: true })
    expect(await Promise.all(people.map(classOf))).toEqual(['甲班', '乙班', null])
    // The tap that was taken back is not made again by a late repeat.
    expect(await bulk(people, { className: '丙班' }, 'tap-bulk-1')).toMatchObject({ undone: true })
    expect(await classOf(people[0]!)).toBe('甲班')
    expect((await call(by(), 'roster.choices', {})).last?.bulkId).not.toBe(result.bulkId)
  })

  test('whom somebody changed since is left as they are, and named', async () => {
    const people = [await add({ name: '许一' }), await add({ name: '许二' })]
    const { bulkId } = await bulk(people, { className: '丁班' })
    await call(by(), 'roster.update', { memberId: people[0]!, version: 2, changes: { className: '戊班' } })
    expect(await call(by(), 'roster.undoBulk', { bulkId })).toMatchObject({ changed: 1, left: ['许一'], leftTotal: 1 })
    expect(await Promise.all(people.map(classOf))).toEqual(['戊班', null])
  })

  test('half an hour later it stands', async () => {
    const { bulkId } = await bulk([await add()], { className: '己班' })
    await setNow(new Date(START.getTime() + 30 * 60_000 + 1))
    expect(await refusal(by(), 'roster.undoBulk', { bulkId })).toBe('bulkTooLate')
    await setNow(new Date(START.getTime() + 25 * 3_600_000))
    const { clearBulkChanges } = await import('../../cloudfunctions/modules/roster/bulk-clearing')
    const { clock } = await import('../../cloudfunctions/platform/clock')
    await clearBulkChanges(clock.now())
    expect(await refusal(by(), 'roster.undoBulk', { bulkId })).toBe('notFound')
  })

  test('who has joined has the new group at the next call, and the old one after it is taken back', async () => {
    const [joined, waiting] = [await add({ groupId: world.groupId }), await add({ groupId: world.groupId })]
    await bind(by(), joined, 'o-bulk-joined')
    const { read } = await import('../../cloudfunctions/platform/database')
    const { accountIdOf } = await import('../../cloudfunctions/platform/identity')
    const groupInAccess = async () => (await read('access', accountIdOf('o-bulk-joined')))!.groupId
    const { bulkId, changed } = await bulk([joined, waiting], { groupId: '' })
    expect({ changed, group: await groupInAccess() }).toEqual({ changed: 2, group: null })
    expect((await call(by(), 'roster.undoBulk', { bulkId })).changed).toBe(2)
    expect(await groupInAccess()).toBe(world.groupId)
    expect(await call(by(), 'roster.get', { memberId: waiting })).toMatchObject({ groupId: world.groupId, groupName: '第一党小组' })
  })

  test('while somebody edits the same person, neither is lost', async () => {
    for (let round = 0; round < 6; round++) {
      const person = await add({ job: '学生' })
      const [changed, edited] = await Promise.all([bulk([person], { className: '庚班' }), refusal(by(), 'roster.update', { memberId: person, version: 1, changes: { job: '教师' } })])
      const after = await call(by(), 'roster.get', { memberId: person })
      // Whoever came first stands; the other has been told.
      expect([changed.changed, edited === null ? '教师' : edited, after.className, after.job]).toEqual(edited === null && changed.changed === 0 ? [0, '教师', null, '教师'] : edited === null ? [1, '教师', '庚班', '教师'] : [1, 'conflict', '庚班', '学生'])
      if (changed.changed === 0) expect(changed.left).toHaveLength(1)
    }
  })

  test('two who change the same people at once: everybody is changed, nobody is half of each', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => add()))
    const [first, second] = await Promise.all([bulk(people, { className: '辛班' }), bulk(people, { className: '壬班' })])
    const classes = await Promise.all(people.map(classOf))
    expect(classes.every(name => name === '辛班' || name === '壬班')).toBe(true)
    // Where one came after the other, it changed what it found; where both met, each person went to one.
    expect(first.changed + second.changed).toBeGreaterThanOrEqual(8)
  })
})

describe('with five thousand people', () => {
  beforeAll(async () => {
    await makeCrowd(world.otherBranchId, 1, 'seed')
    const { db, read } = await import('../../cloudfunctions/platform/database')
    const { _id, ...template } = (await read('members', 'seed00001'))!
    for (let from = 0; from < 5000; from += 500) {
      await db.collection('members').add(Array.from({ length: 500 }, (_, i) => {
        const n = from + i
        return { ...template, _id: `big${n}`, name: `示例${n}`, sortKey: `shili${String(n).padStart(5, '0')}_big${n}`, searchKeys: [`示例${n}`, `shili${n}`, `sl${n}`, `2023${String(n).padStart(5, '0')}`], className: `软件${n % 4}`, groupId: n % 3 ? null : 'g1', standing: n % 10 ? 'full' : 'probationary', accountId: n % 2 ? `a${n}` : null }
      }))
    }
  }, 60_000)
  const list = (filter: object) => call(world.otherSecretary.openid, 'roster.list', { limit: 20, ...filter })

  test.each<{ standing?: string; groupId?: string; className?: string; bound?: boolean; search?: string }>([
    { standing: 'probationary' }, { groupId: 'g1' }, { groupId: '' }, { className: '软件2' }, { bound: false }, { groupId: 'g1', standing: 'probationary' }, { className: '软件2', standing: 'probationary' }, { search: 'shili4999' },
  ])('a page of %j examines at most twice its length, in four operations', async filter => {
    let operations = 0
    let total = 0
    const examined = await examinedBy(async () => { operations = await operationsOf(async () => { total = (await list(filter)).total }) })
    expect(total).toBeGreaterThan(0)
    expect(operations).toBeLessThanOrEqual(4)
    // Those who lack something are counted by looking at them: an index alone does not tell null from missing.
    const counted = filter.groupId === '' || filter.bound === false ? total : 0
    expect({ filter, few: examined <= 2 * 21 + 1 + counted }).toEqual({ filter, few: true })
  })

  test('five hundred are chosen and changed in a handful of operations', async () => {
    const { openid } = world.otherSecretary
    const { memberIds, total } = await call(openid, 'roster.select', { organisationId: world.otherBranchId, className: '软件1' })
    expect([memberIds.length, total]).toEqual([500, 1250])
    const change = { organisationId: world.otherBranchId, memberIds, className: '软件9' }
    expect(await operationsOf(() => call(openid, 'roster.previewBulk', change))).toBeLessThanOrEqual(4)
    let bulkId = ''
    expect(await operationsOf(async () => { bulkId = (await call(openid, 'roster.bulk', change)).bulkId })).toBeLessThanOrEqual(8)
    expect(await operationsOf(() => call(openid, 'roster.undoBulk', { bulkId }))).toBeLessThanOrEqual(8)
    expect((await list({ className: '软件9' })).total).toBe(0)
    expect(await refusal(openid, 'roster.bulk', { ...change, memberIds: [...memberIds, 'one-more'] })).toBe('badInput')
  })
})
