/** A branch comes from its own spreadsheet: dry run, commit, undo, through the real router and the local cloud. */
import type { ImportReport, ImportStatus } from '../../types/contracts/imports'
import { call, refusal, reply, setNow, START, startApi, stopApi, upload, ActionFailed } from '../support/api'
import { fictitiousId, fictitiousPeople, rosterWorkbook, textTable, type FixturePerson } from '../support/roster-workbook'
import { bind, makeWorld, type World } from '../support/world'

let world: World
let branches = 0
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const hours = (n: number) => new Date(START.getTime() + n * 3_600_000)
/** Keeps the rosters of the committee and of everything below it. */
const keeper = () => world.founder.openid
/** A branch without members, with three groups. */
async function freshBranch(): Promise<{ id: string; name: string }> {
  const name = `示例第${++branches}党支部`
  const { organisationId: id } = await call(keeper(), 'organisations.create', { parentId: world.committeeId, name, kind: 'branch' })
  for (const group of ['第一党小组', '第二党小组', '第三党小组']) await call(keeper(), 'organisations.create', { parentId: id, name: group, kind: 'group' })
  return { id, name }
}
async function uploaded(bytes: Buffer, openid = keeper()): Promise<{ uploadId: string; fileId: string; fileName: string }> {
  const { uploadId, cloudPath } = await call(openid, 'files.issueUpload', { purpose: 'roster', fileName: '党员名册.xlsx', size: Math.min(bytes.length, 1024) })
  return { uploadId, fileId: await upload(openid, cloudPath, bytes), fileName: '党员名册.xlsx' }
}
const preview = async (organisationId: string, bytes: Buffer): Promise<ImportReport> => call(keeper(), 'imports.preview', { organisationId, ...await uploaded(bytes) })
const commit = (importId: string): Promise<ImportStatus> => call(keeper(), 'imports.commit', { importId })
const names = async (organisationId: string) => {
  const items = []
  for (let cursor: string | undefined; ;) {
    const page = await call(keeper(), 'roster.list', { organisationId, limit: 50, cursor })
    items.push(...page.items)
    if (!page.next) return items.map(item => item.name).sort()
    cursor = page.next
  }
}
const stored = async () => {
  const { findAll } = await import('../../cloudfunctions/platform/database')
  return { members: await findAll('members', {}), identities: await findAll('identities', {}), chunks: await findAll('import_chunks', {}) }
}
const sorted = (people: FixturePerson[]) => people.map(person => person.name).sort()

describe('from the spreadsheet to the roster', () => {
  test('a messy roster: dry run, commit, look, the same file again, undo', async () => {
    const branch = await freshBranch()
    const people = fictitiousPeople(23, 100)
    const file = rosterWorkbook(people, { messy: true, branch: branch.name, damagedIds: [2] })
    const before = await stored()

    const report = await preview(branch.id, file)
    expect(report).toMatchObject({ state: 'staged', counts: { new: 23, changed: 0, unchanged: 0, refused: 0 }, done: 0, total: 23, sheetName: '党员基本信息汇总表', headerRow: 4, problemsTotal: 1, can: { commit: true, undo: false, cancel: true } })
    expect(report.problems).toEqual([{ row: 7, column: 'D 身份证号码（18位）', name: people[2]!.name, found: expect.any(String), advice: expect.stringContaining('末几位已丢失'), level: 'warning' }])
    expect(report.mapped).toContainEqual({ column: 'J 入党时间', field: '加入党组织日期' })
    expect((await stored()).members).toHaveLength(before.members.length)
    const changes = await call(keeper(), 'imports.changes', { importId: report.id, outcome: 'new', limit: 10 })
    expect(changes.items[0]).toMatchObject({ row: 5, name: people[0]!.name, outcome: 'new' })
    expect(changes.items[0]!.changes).toContainEqual({ field: '公民身份证号', before: '', after: `**************${people[0]!.idNumber.slice(-4)}` })
    expect(JSON.stringify(changes)).not.toContain(people[0]!.idNumber)

    const status = await commit(report.id)
    expect((await call(keeper(), 'session.home', {})).todos.filter(todo => todo.kind === 'importRunning')).toEqual([])
    expect(status).toMatchObject({ state: 'done', done: 23, total: 23, left: [], can: { commit: false, undo: true, cancel: false } })
    expect(await names(branch.id)).toEqual(sorted(people))
    const line = (await call(keeper(), 'roster.list', { organisationId: branch.id, search: people[0]!.name })).items[0]!
    expect(await call(keeper(), 'roster.get', { memberId: line.id })).toMatchObject({
      name: people[0]!.name, birthday: people[0]!.birthday, joinedOn: people[0]!.joinedOn, fullOn: people[0]!.fullOn, studentNumber: people[0]!.studentNumber, groupName: people[0]!.group,
      idMasked: `**************${people[0]!.idNumber.slice(-4)}`, phoneMasked: expect.stringMatching(/^199\*{4}/), hasAddress: true, version: 1,
    })
    expect((await call(keeper(), 'organisations.get', { organisationId: branch.id })).members).toBe(23)
    expect((await stored()).identities).toHaveLength(before.identities.length + 22)

    const again = await preview(branch.id, file)
    expect(again).toMatchObject({ counts: { new: 0, changed: 0, unchanged: 23, refused: 0 }, total: 0, can: { commit: false } })
    const middle = await stored()
    expect(await commit(again.id)).toMatchObject({ state: 'done', done: 0 })
    expect((await stored()).members).toEqual(middle.members)

    expect(await call(keeper(), 'imports.undo', { importId: report.id })).toMatchObject({ state: 'undone', done: 23, left: [] })
    const after = await stored()
    expect(after.members).toEqual(before.members)
    expect(after.identities).toEqual(before.identities)
    expect((await call(keeper(), 'organisations.get', { organisationId: branch.id })).members).toBe(0)
    expect(after.chunks.filter(chunk => chunk.importId === report.id)).toEqual([])
    expect((await preview(branch.id, file)).counts.new).toBe(23)
  })

  test('the file is deleted, whatever came of it, and cannot be taken twice', async () => {
    const branch = await freshBranch()
    for (const [bytes, code] of [[rosterWorkbook(fictitiousPeople(2), { branch: branch.name }), null], [Buffer.from('%PDF-1.7'), 'sheetNotSheet']] as const) {
      const file = await uploaded(bytes)
      expect(await refusal(keeper(), 'imports.preview', { organisationId: branch.id, ...file })).toBe(code)
      const { linkTo } = await import('../../cloudfunctions/platform/files')
      const link = (await linkTo([file.fileId]))[0]
      expect(link === '' || (await fetch(link!)).ok === false).toBe(true)
      expect(await refusal(keeper(), 'imports.preview', { organisationId: world.branchId, ...file })).toBe('fileForeign')
    }
  })

  test('a repeat of the same preview answers with the same import', async () => {
    const branch = await freshBranch()
    const file = await uploaded(rosterWorkbook(fictitiousPeople(3, 300), { branch: branch.name }))
    const first = await call(keeper(), 'imports.preview', { organisationId: branch.id, ...file })
    expect(await call(keeper(), 'imports.preview', { organisationId: branch.id, ...file })).toEqual(first)
  })

  test('changed people: what is empty stays, what differs is named, undo restores', async () => {
    const branch = await freshBranch()
    const [one, two, three] = fictitiousPeople(3, 400) as [FixturePerson, FixturePerson, FixturePerson]
    await commit((await preview(branch.id, rosterWorkbook([one, two, three], { branch: branch.name }))).id)
    const idsBefore = await stored()
    const edited = { ...two, phone: '19900009999', address: '', job: '教师', name: two.name + '明' }
    const report = await preview(branch.id, rosterWorkbook([one, edited, three], { branch: branch.name }))
    expect(report.counts).toEqual({ new: 0, changed: 1, unchanged: 2, refused: 0 })
    const { items } = await call(keeper(), 'imports.changes', { importId: report.id, outcome: 'changed' })
    expect(items[0]!.changes).toEqual([
      { field: '姓名', before: two.name, after: two.name + '明' }, { field: '工作岗位', before: '学生', after: '教师' }, { field: '手机号', before: `199****${two.phone.slice(-4)}`, after: '199****9999' },
    ])
    expect(await commit(report.id)).toMatchObject({ state: 'done', done: 1, left: [] })
    const member = (await stored()).members.find(({ name }) => name === two.name + '明')!
    expect(member).toMatchObject({ version: 2, importId: report.id, job: '教师', phoneMasked: '199****9999' })
    expect(member.address).toBe(idsBefore.members.find(({ _id }) => _id === member._id)!.address)
    expect(member.searchKeys).toContain(two.name + '明')
    expect(await call(keeper(), 'imports.undo', { importId: report.id })).toMatchObject({ state: 'undone', left: [] })
    const { version, ...restored } = (await stored()).members.find(({ _id }) => _id === member._id)!
    const { version: _version, ...original } = idsBefore.members.find(({ _id }) => _id === member._id)!
    expect(restored).toEqual(original)
    expect(version).toBe(3)
  })

  test('somebody who has joined: the change reaches the account', async () => {
    const branch = await freshBranch()
    const [person] = fictitiousPeople(1, 450) as [FixturePerson]
    await commit((await preview(branch.id, rosterWorkbook([person], { branch: branch.name }))).id)
    const { items } = await call(keeper(), 'roster.list', { organisationId: branch.id })
    await bind(keeper(), items[0]!.id, 'o-joined')
    const report = await preview(branch.id, rosterWorkbook([{ ...person, name: '新姓名', group: '第二党小组' }], { branch: branch.name }))
    expect(await commit(report.id)).toMatchObject({ state: 'done', left: [] })
    const { read, find } = await import('../../cloudfunctions/platform/database')
    const member = (await read('members', items[0]!.id))!
    expect(await read('access', member.accountId!)).toMatchObject({ memberName: '新姓名', groupId: (await find('organisations', { parentId: branch.id, name: '第二党小组' }, { limit: 1 }))[0]!._id })
    await call(keeper(), 'imports.undo', { importId: report.id })
    expect((await call('o-joined', 'session.home', {})).me).toMatchObject({ name: person.name })
  })

  test('an ID number that is put right moves the claim, and back', async () => {
    const branch = await freshBranch()
    const [person] = fictitiousPeople(1, 460) as [FixturePerson]
    await commit((await preview(branch.id, rosterWorkbook([person], { branch: branch.name }))).id)
    const before = await stored()
    const right = fictitiousId(person.birthday, person.sex, 301)
    const report = await preview(branch.id, rosterWorkbook([{ ...person, idNumber: right }], { branch: branch.name }))
    expect(report.counts.changed).toBe(1)
    await commit(report.id)
    const { idHashOf } = await import('../../cloudfunctions/services/person')
    const claims = (await stored()).identities
    expect(claims.some(({ _id }) => _id === idHashOf(right))).toBe(true)
    expect(claims.some(({ _id }) => _id === idHashOf(person.idNumber))).toBe(false)
    await call(keeper(), 'imports.undo', { importId: report.id })
    expect((await stored()).identities).toEqual(before.identities)
  })
})

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
    expect(report.counts).toEqual({ new: 4, changed: 0, unchanged: 0, refused: 4 })
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
