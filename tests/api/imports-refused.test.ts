/** What an import refuses, leaves alone, or may not do twice; who may import at all. */
import { ActionFailed, call, refusal, reply, startApi, stopApi } from '../support/api'
import { importsBy, sorted } from '../support/imports'
import { fictitiousPeople, rosterWorkbook } from '../support/roster-workbook'
import { bind, makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const { commit, freshBranch, keeper, names, preview, uploaded } = importsBy(() => world)

describe('what is refused or left', () => {
  test('each wrong row with its row, column, what was found and what to do', async () => {
    const branch = await freshBranch()
    const people = fictitiousPeople(8, 500)
    const report = await preview(branch.id, rosterWorkbook(people, {
      branch: branch.name, edit: rows => {
        rows[1]![3] = `${people[1]!.idNumber.slice(0, 17)}${people[1]!.idNumber[17] === '1' ? '2' : '1'}`
        rows[3] = rows[2]!
        rows[4]![8] = '入党积极分子'
        rows[5]![1] = ''
        rows[6]![6] = '98.5.1'
        rows[7]![2] = '硕士第二党支部'
      },
    }))
    expect(report.counts).toEqual({ new: 4, changed: 0, unchanged: 0, refused: 4, skipped: 0 })
    expect(report.problems.map(({ row, column, level }) => [row, column, level])).toEqual([
      [6, 'D 公民身份证号', 'error'], [8, 'D 公民身份证号', 'error'], [9, 'I 人员类别', 'error'], [10, 'B 姓名', 'error'], [11, 'G 出生日期', 'warning'], [12, 'C 所在党支部', 'warning'],
    ])
    expect(report.problems[1]!.advice).toContain('第7行')
    expect(JSON.stringify(report.problems)).not.toContain(people[2]!.idNumber)
    const refused = await call(keeper(), 'imports.changes', { importId: report.id, outcome: 'refused' })
    expect(refused.items.map(item => item.row)).toEqual([6, 8, 9, 10])
    expect(await commit(report.id)).toMatchObject({ state: 'done', done: 4 })
    expect(await names(branch.id)).toEqual(sorted([0, 2, 6, 7].map(i => people[i]!)))
  })

  test('a person on another branch\'s roster', async () => {
    const [here, there] = [await freshBranch(), await freshBranch()]
    const people = fictitiousPeople(3, 600)
    await commit((await preview(here.id, rosterWorkbook(people.slice(0, 1), { branch: here.name }))).id)
    const report = await preview(there.id, rosterWorkbook(people, { branch: there.name }))
    expect(report.counts).toMatchObject({ new: 2, refused: 1 })
    expect(report.problems[0]).toMatchObject({ row: 5, level: 'error', advice: expect.stringContaining('别的支部') })
    expect(JSON.stringify(report)).not.toContain(here.name)
    // Taken in between by the other branch: the claim decides at the commit.
    await commit((await preview(here.id, rosterWorkbook(people.slice(1, 2), { branch: here.name }))).id)
    const status = await commit(report.id)
    expect(status).toMatchObject({ state: 'done', left: [{ row: 6, name: people[1]!.name, why: expect.stringContaining('别的支部') }] })
    expect(await names(there.id)).toEqual([people[2]!.name])
    expect((await call(keeper(), 'organisations.get', { organisationId: there.id })).members).toBe(1)
  })

  test('two imports of one file at the same time make everybody once', async () => {
    const branch = await freshBranch()
    const people = fictitiousPeople(40, 700)
    const file = rosterWorkbook(people, { branch: branch.name, edit: rows => rows.slice(20).forEach(row => { row[3] = '' }) })
    const [a, b] = [await preview(branch.id, file), await preview(branch.id, file)]
    const codes = await Promise.all([a, b].map(({ id }) => refusal(keeper(), 'imports.commit', { importId: id })))
    expect(codes.filter(code => code !== null)).toEqual(['importBusy'])
    const late = await commit([a, b][codes.indexOf('importBusy')]!.id)
    expect(late).toMatchObject({ state: 'done' })
    expect(late.left).toHaveLength(40)
    expect(await names(branch.id)).toEqual(sorted(people))
  })

  test('ten commits of one import at once write it once', async () => {
    const branch = await freshBranch()
    const people = fictitiousPeople(30, 750)
    const { id } = await preview(branch.id, rosterWorkbook(people, { branch: branch.name }))
    await Promise.all(Array.from({ length: 10 }, () => commit(id)))
    expect(await commit(id)).toMatchObject({ state: 'done', done: 30, left: [] })
    expect(await names(branch.id)).toEqual(sorted(people))
  })

  test('somebody edited between dry run and commit is left, with the reason', async () => {
    const branch = await freshBranch()
    const people = fictitiousPeople(2, 800)
    await commit((await preview(branch.id, rosterWorkbook(people, { branch: branch.name }))).id)
    const report = await preview(branch.id, rosterWorkbook(people.map(person => ({ ...person, job: '教师' })), { branch: branch.name }))
    const { items } = await call(keeper(), 'roster.list', { organisationId: branch.id, search: people[0]!.name })
    await call(keeper(), 'roster.update', { memberId: items[0]!.id, version: 1, changes: { job: '医生' } })
    expect(await commit(report.id)).toMatchObject({ state: 'done', left: [{ row: 5, name: people[0]!.name, why: expect.stringContaining('改动过') }] })
    expect(await call(keeper(), 'roster.get', { memberId: items[0]!.id })).toMatchObject({ job: '医生' })
  })

  test('an edit in the very moment of writing wins, with and without an account', async () => {
    const { replaceMember } = await import('../../cloudfunctions/modules/imports/members')
    const { read } = await import('../../cloudfunctions/platform/database')
    for (const memberId of [world.unbound.memberId, world.officer.memberId]) {
      const before = (await read('members', memberId))!
      expect(await replaceMember(memberId, { version: before.version - 1 }, { job: '教师', version: before.version }, () => false)).toContain('改动过')
      expect(await read('members', memberId)).toEqual(before)
      expect(await replaceMember(memberId, { version: before.version }, { job: '教师', version: before.version + 1 }, () => false)).toBeNull()
      expect(await read('members', memberId)).toEqual({ ...before, job: '教师', version: before.version + 1 })
    }
  })

  test('undo leaves whoever joined or was edited since, and takes the rest back', async () => {
    const branch = await freshBranch()
    const people = fictitiousPeople(4, 900)
    const report = await preview(branch.id, rosterWorkbook(people, { branch: branch.name }))
    await commit(report.id)
    const of = async (i: number) => (await call(keeper(), 'roster.list', { organisationId: branch.id, search: people[i]!.name })).items[0]!.id
    await bind(keeper(), await of(0), 'o-since')
    await call(keeper(), 'roster.update', { memberId: await of(1), version: 1, changes: { job: '医生' } })
    // Signed up, told by phone: whatever is recorded about a person leaves a mark in the person's state.
    const { markItem } = await import('../../cloudfunctions/services/inbox')
    await markItem(await of(2), 'notice_n1', 'told')
    const status = await call(keeper(), 'imports.undo', { importId: report.id })
    expect(status.left.map(({ row }) => row)).toEqual([5, 6, 7])
    expect(await names(branch.id)).toEqual(sorted(people.slice(0, 3)))
  })

  test('somebody archived is not brought back by the way', async () => {
    const branch = await freshBranch()
    const people = fictitiousPeople(1, 950)
    const file = rosterWorkbook(people, { branch: branch.name })
    await commit((await preview(branch.id, file)).id)
    const { items } = await call(keeper(), 'roster.list', { organisationId: branch.id })
    await call(keeper(), 'roster.archive', { memberId: items[0]!.id, reason: '转出' })
    expect(await preview(branch.id, file)).toMatchObject({ counts: { refused: 1 }, problems: [{ row: 5, advice: expect.stringContaining('已移出名册') }] })
  })

  test('the founder, of whom only the name is known, is completed, not doubled', async () => {
    const branch = await freshBranch()
    const people = fictitiousPeople(2, 970)
    await call(keeper(), 'roster.add', { organisationId: branch.id, name: people[0]!.name, standing: 'full' })
    const report = await preview(branch.id, rosterWorkbook(people, { branch: branch.name }))
    expect(report.counts).toMatchObject({ new: 1, changed: 1 })
    await commit(report.id)
    expect(await names(branch.id)).toEqual(sorted(people))
  })
})

describe('who may', () => {
  test('only who keeps the roster, of the own branch and below; a foreign import does not exist', async () => {
    const report = await preview(world.branchId, rosterWorkbook(fictitiousPeople(2, 1600), { branch: '软件本科生第一党支部' }))
    const { importId } = { importId: report.id }
    for (const action of ['imports.status', 'imports.problems', 'imports.changes', 'imports.cancel', 'imports.commit', 'imports.undo'] as const) {
      expect(await refusal(world.otherSecretary.openid, action, { importId })).toBe('notFound')
      expect(await refusal(world.member.openid, action, { importId })).toBe('forbidden')
      expect(await refusal(world.stranger, action, { importId })).toBe('notBound')
      expect(await refusal(keeper(), action, { importId: 'nosuchimport' })).toBe('notFound')
    }
    expect(await refusal(world.otherSecretary.openid, 'imports.list', { organisationId: world.branchId })).toBe('notFound')
    expect(await refusal(world.otherSecretary.openid, 'imports.preview', { organisationId: world.branchId, ...await uploaded(Buffer.from('x'), world.otherSecretary.openid) })).toBe('notFound')
    expect(await refusal(world.secretary.openid, 'imports.preview', { organisationId: world.branchId, ...await uploaded(Buffer.from('x')) })).toBe('fileForeign')
    expect((await call(world.secretary.openid, 'imports.commit', { importId })).state).toBe('done')
  })
  test('a missing or overlarge file', async () => {
    const branch = await freshBranch()
    const file = await uploaded(Buffer.from('x'))
    const { removeFiles } = await import('../../cloudfunctions/platform/files')
    await removeFiles([file.fileId])
    expect(await refusal(keeper(), 'imports.preview', { organisationId: branch.id, ...file })).toBe('fileMissing')
    const large = await uploaded(Buffer.alloc(10 * 1024 * 1024 + 1, 'x'))
    await expect(call(keeper(), 'imports.preview', { organisationId: branch.id, ...large })).rejects.toMatchObject({ code: 'fileTooLarge', detail: { max: '10 MB' } } satisfies Partial<ActionFailed>)
  })
  test('every refusal has its sentence', async () => {
    const branch = await freshBranch()
    const answer = await reply('sheets', { action: 'imports.preview', input: { organisationId: branch.id, ...await uploaded(Buffer.from('姓名\n')) } }, keeper())
    expect(answer).toMatchObject({ ok: false, error: { code: 'sheetNoHeader', message: expect.stringContaining('没有找到表头') } })
  })
})
