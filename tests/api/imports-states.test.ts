/** An import over time: given up, expired, cleared, paged, continued by the timer. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { importsBy, stored } from '../support/imports'
import { fictitiousPeople, rosterWorkbook, textTable } from '../support/roster-workbook'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const { commit, freshBranch, keeper, preview } = importsBy(() => world)
const hours = (n: number) => new Date(START.getTime() + n * 3_600_000)

describe('states and time', () => {
  test('given up: the rows are gone and it cannot be committed', async () => {
    const branch = await freshBranch()
    const report = await preview(branch.id, rosterWorkbook(fictitiousPeople(2, 1000), { branch: branch.name }))
    expect(await call(keeper(), 'imports.cancel', { importId: report.id })).toMatchObject({ state: 'cancelled' })
    expect(await call(keeper(), 'imports.cancel', { importId: report.id })).toMatchObject({ state: 'cancelled' })
    expect(await refusal(keeper(), 'imports.commit', { importId: report.id })).toBe('importState')
    expect((await stored()).chunks.filter(chunk => chunk.importId === report.id)).toEqual([])
    expect((await call(keeper(), 'imports.list', { organisationId: branch.id })).items).toMatchObject([{ id: report.id, state: 'cancelled' }])
  })
  test.each([[24, 'importExpired'], [23.9, null]] as const)('a dry run after %s hours: %s', async (after, code) => {
    const branch = await freshBranch()
    const report = await preview(branch.id, rosterWorkbook(fictitiousPeople(1, 1100 + after * 10), { branch: branch.name }))
    await setNow(hours(after))
    expect(await refusal(keeper(), 'imports.commit', { importId: report.id })).toBe(code)
  })
  test('what nobody committed is cleared after a day, images after thirty', async () => {
    const { clearImports } = await import('../../cloudfunctions/modules/imports/jobs')
    const branch = await freshBranch()
    const staged = await preview(branch.id, rosterWorkbook(fictitiousPeople(2, 1400), { branch: branch.name }))
    const done = await preview(branch.id, rosterWorkbook(fictitiousPeople(2, 1410), { branch: branch.name }))
    await commit(done.id)
    const kindsOf = async (importId: string) => [...new Set((await stored()).chunks.filter(chunk => chunk.importId === importId).map(chunk => chunk.kind))].sort()
    await clearImports(hours(23))
    expect(await kindsOf(staged.id)).toEqual(['rows'])
    await clearImports(hours(24))
    expect(await kindsOf(staged.id)).toEqual([])
    expect(await kindsOf(done.id)).toEqual(['undo'])
    expect((await call(keeper(), 'imports.status', { importId: staged.id })).state).toBe('cancelled')
    await clearImports(hours(24 * 30))
    expect(await kindsOf(done.id)).toEqual([])
    await setNow(hours(24 * 30))
    expect((await call(keeper(), 'imports.status', { importId: done.id })).can.undo).toBe(false)
    expect(await refusal(keeper(), 'imports.undo', { importId: done.id })).toBe('importState')
  })
  test('staged rows are sealed: nothing of a person stands in the store', async () => {
    const branch = await freshBranch()
    const people = fictitiousPeople(2, 1500)
    await preview(branch.id, rosterWorkbook(people, { branch: branch.name }))
    const text = JSON.stringify((await stored()).chunks)
    for (const secret of [people[0]!.name, people[0]!.idNumber, people[0]!.phone, people[0]!.address]) expect(text).not.toContain(secret)
  })
  test('problems and changes are paged', async () => {
    const branch = await freshBranch()
    const rows = [['姓名', '人员类别', '入党时间', '学号'], ...Array.from({ length: 1203 }, (_, i) => [`王${String.fromCodePoint(0x4e00 + i)}`, '正式党员', '2020.6', String(i)])]
    const report = await preview(branch.id, textTable(rows, 'utf8'))
    expect(report).toMatchObject({ counts: { new: 1203 }, problemsTotal: 1203 })
    expect(report.problems).toHaveLength(50)
    const seen: number[] = []
    for (let cursor: string | undefined; ;) {
      const page = await call(keeper(), 'imports.problems', { importId: report.id, limit: 50, cursor })
      seen.push(...page.items.map(item => item.row))
      if (!page.next) break
      cursor = page.next
    }
    expect(seen).toEqual(Array.from({ length: 1203 }, (_, i) => i + 2))
    const last = await call(keeper(), 'imports.changes', { importId: report.id, outcome: 'new', cursor: '2.200', limit: 50 })
    expect(last).toMatchObject({ next: null, items: [{ row: 1202 }, { row: 1203 }, { row: 1204 }] })
    expect((await call(keeper(), 'imports.changes', { importId: report.id, outcome: 'changed' })).items).toEqual([])
  })
})

describe('a call that has no time left', () => {
  test('leaves the rest to the next call or the timer; officers see it on their home page until it is done; it can be undone half-way', async () => {
    const { sheetsHandlers } = await import('../../cloudfunctions/modules/imports/sheets-handlers')
    const { continueImports } = await import('../../cloudfunctions/modules/imports/jobs')
    const { read } = await import('../../cloudfunctions/platform/database')
    const access = (await read('access', (await read('members', world.secretary.memberId))!.accountId!))!
    const short = { action: 'imports.commit', caller: { openid: world.secretary.openid, accountId: access._id }, access, now: START, requestId: 'short', deadline: new Date(START.getTime() + 1000) } as never
    const fileOf = (from: number) => rosterWorkbook(fictitiousPeople(3, from), { branch: '软件本科生第一党支部' })

    const first = await preview(world.branchId, fileOf(1700))
    expect(await sheetsHandlers['imports.commit'](short, { importId: first.id })).toMatchObject({ state: 'committing', done: 0, total: 3, can: { commit: true, undo: true } })
    expect((await call(world.secretary.openid, 'session.home', {})).todos).toContainEqual(expect.objectContaining({ kind: 'importRunning', refId: first.id }))
    await continueImports(START, new Date(Date.now() + 60_000))
    expect(await call(world.secretary.openid, 'imports.status', { importId: first.id })).toMatchObject({ state: 'done', done: 3 })
    expect((await call(world.secretary.openid, 'session.home', {})).todos.filter(todo => todo.kind === 'importRunning')).toEqual([])

    const second = await preview(world.branchId, fileOf(1710))
    await sheetsHandlers['imports.commit'](short, { importId: second.id })
    expect(await call(world.secretary.openid, 'imports.undo', { importId: second.id })).toMatchObject({ state: 'undone', total: 0 })
    expect((await call(world.secretary.openid, 'session.home', {})).todos.filter(todo => todo.kind === 'importRunning')).toEqual([])
  })
})
