/** 来表回填: a sheet from above comes, is filled, leaves, is remembered and compared with last time. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { call, dataFolder, operationsOf, refusal, setNow, START, startApi, stopApi, upload } from '../support/api'
import { filledRows, memberSheet, startRun, uploaded } from '../support/backfill'
import { blankSheet, partsIn } from '../../config/seed/blank-sheets'
import { importsBy } from '../support/imports'
import { fictitiousId, fictitiousPeople, rosterWorkbook } from '../support/roster-workbook'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const { freshBranch, keeper, preview, commit } = importsBy(() => world)
const hours = (n: number): Date => new Date(START.getTime() + n * 3_600_000)
const clear = async (now: Date): Promise<number> => (await import('../../cloudfunctions/modules/backfill/clear')).clearFilled(now)
const choices = (run: Awaited<ReturnType<typeof startRun>>) => run.columns.map(({ index, item }) => ({ index, item }))

async function branchWith(count: number, from: number) {
  const branch = await freshBranch()
  const people = fictitiousPeople(count, from)
  await commit((await preview(branch.id, rosterWorkbook(people, { branch: branch.name }))).id)
  return { branch, people }
}

test('a blank sheet is recognised, filled in its own layout, and what is not known is left yellow', async () => {
  const { branch, people } = await branchWith(8, 600)
  const run = await startRun(keeper(), branch.id)
  expect(run).toMatchObject({ state: 'draft', title: expect.stringContaining('党员基本信息汇总表'), who: { kinds: ['full', 'probationary'] }, usedRows: 0, reusable: true, remembered: null, canPick: true, can: { fill: true, again: true, open: false } })
  expect(run.columns.map(({ item }) => item)).toEqual(['number', 'name', 'idNumber', 'sex', 'birthday', 'joinedOn', 'studentNumber', 'phone', 'address', ''])
  const shown = await call(keeper(), 'backfill.preview', { runId: run.id })
  expect(shown.people).toBe(8)
  expect(shown.rows).toHaveLength(5)
  expect(JSON.stringify(shown)).not.toMatch(/"1\d{10}"|示例路/)
  const { rows, answer, bytes } = await filledRows(keeper(), { runId: run.id })
  expect(answer).toMatchObject({ people: 8, fileName: '党员信息汇总表_已填_20261120.xlsx', until: '2026-11-20T01:10:00.000Z' })
  const body = rows.slice(3, 11)
  expect(body.map(row => row[1]).sort()).toEqual(people.map(({ name }) => name).sort())
  expect(body.map(row => row[0])).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  const one = people.find(({ name }) => name === body[0]![1])!
  expect(body[0]).toEqual(['1', one.name, '', one.sex, expect.stringMatching(/^\d{4}年\d{1,2}月\d{1,2}日$/), expect.stringMatching(/年/), one.studentNumber ?? expect.any(String), one.phone, one.address, ''])
  expect(rows[11]![0]).toContain('填表人')
  expect(Object.keys(partsIn(bytes))).toEqual(Object.keys(partsIn(blankSheet(memberSheet))))
  const after = await call(keeper(), 'backfill.get', { runId: run.id })
  expect(after).toMatchObject({ state: 'filled', people: 8, difference: null, made: { unknown: expect.arrayContaining([{ header: '公民身份证号', cells: 8 }]), numbers: null } })
  const sent = await call(keeper(), 'backfill.rows', { runId: run.id })
  expect(sent.items).toHaveLength(8)
  expect(JSON.stringify(sent)).not.toMatch(/"1\d{10}"|示例路/)
})

test('next time mapping and name are remembered, and it says what differs', async () => {
  const { branch, people } = await branchWith(4, 620)
  const first = await startRun(keeper(), branch.id)
  const chosen = choices(first).map(column => (column.index === 9 ? { index: 9, item: 'remark' } : column))
  await filledRows(keeper(), { runId: first.id, columns: chosen, who: { kinds: ['full', 'probationary'] } })
  const list = await call(keeper(), 'roster.list', { organisationId: branch.id, limit: 50 })
  const [gone, moved] = list.items
  await setNow(hours(24 * 53))
  await proveFactorOf(keeper())
  await call(keeper(), 'roster.archive', { memberId: gone!.id, reason: '转出' })
  await call(keeper(), 'roster.add', { organisationId: branch.id, name: '新来同志', standing: 'probationary' })
  await call(keeper(), 'roster.update', { memberId: moved!.id, version: 1, changes: { studentNumber: '20269999' } })
  const second = await startRun(keeper(), branch.id, { ...memberSheet, rows: [[]] }, '党员表（新）.xlsx')
  expect(second).toMatchObject({ remembered: { fileName: '党员信息汇总表.xlsx', at: START.toISOString() }, columns: expect.arrayContaining([expect.objectContaining({ header: '政审结论', item: 'remark' })]) })
  await filledRows(keeper(), { runId: second.id })
  const after = await call(keeper(), 'backfill.get', { runId: second.id })
  expect(after.difference).toMatchObject({ added: 1, removed: 1, changed: 1, text: '比上次2026年11月20日：+1 −1，1人有变化' })
  const { items } = await call(keeper(), 'backfill.differences', { runId: second.id })
  expect(items.map(({ kind, name }) => [kind, name])).toEqual([['added', '新来同志'], ['removed', gone!.name], ['changed', moved!.name]])
  expect(items[2]!.changes).toEqual([{ header: '学号', before: people.find(({ name }) => name === moved!.name)!.studentNumber ?? '', after: '20269999' }])
  // Filled again after a correction: compared with the one before, not with itself.
  await filledRows(keeper(), { runId: second.id })
  expect((await call(keeper(), 'backfill.get', { runId: second.id })).difference).toMatchObject({ added: 1, removed: 1, changed: 1 })
})
/** The second factor for the clock as it stands now. */
async function proveFactorOf(openid: string): Promise<void> {
  const { change } = await import('../../cloudfunctions/platform/database')
  const { clock } = await import('../../cloudfunctions/platform/clock')
  const { accountIdOf } = await import('../../cloudfunctions/platform/identity')
  await change('access', { _id: accountIdOf(openid) }, { provedUntil: new Date(clock.now().getTime() + 600_000) })
}

test('applicants, activists and prospects by the title; group, class and single people narrow it', async () => {
  const { branch } = await branchWith(3, 640)
  for (const [name, stage] of [['钱一', 'activist'], ['孙二', 'activist'], ['李三', 'prospect'], ['周四', 'applicant']] as const) await addApplicant(branch.id, name, stage)
  const run = await startRun(keeper(), branch.id, { title: '入党积极分子名册', headers: ['序号', '姓名', '申请入党时间', '确定积极分子时间', '入党年龄'], rows: [[]] }, '附件2.xlsx')
  expect(run.who.kinds).toEqual(['activist'])
  expect((await filledRows(keeper(), { runId: run.id })).rows.slice(2).map(row => row[1])).toEqual(['钱一', '孙二'])
  const all = { kinds: ['full', 'probationary', 'prospect', 'activist', 'applicant'] as const }
  expect((await filledRows(keeper(), { runId: run.id, who: { kinds: [...all.kinds] } })).rows.slice(5).map(row => row[1])).toEqual(['李三', '钱一', '孙二', '周四'])
  const people = await call(keeper(), 'backfill.people', { runId: run.id, who: { kinds: [...all.kinds] }, limit: 5 })
  expect(people.items).toHaveLength(5)
  const rest = await call(keeper(), 'backfill.people', { runId: run.id, who: { kinds: [...all.kinds] }, limit: 5, cursor: people.next! })
  expect([...people.items, ...rest.items].map(({ name }) => name)).toHaveLength(7)
  expect((await call(keeper(), 'backfill.people', { runId: run.id, who: { kinds: ['activist'] }, search: '孙' })).items.map(({ name }) => name)).toEqual(['孙二'])
  const one = people.items[1]!
  expect((await filledRows(keeper(), { runId: run.id, who: { kinds: [...all.kinds], personIds: [one.id] } })).rows.slice(2).map(row => row[1])).toEqual([one.name])
  expect(await refusal(keeper(), 'backfill.fill', { runId: run.id, who: { kinds: ['full'], className: '没有的班' } })).toBe('fillNobody')
})
async function addApplicant(organisationId: string, name: string, stage: 'applicant' | 'activist' | 'prospect'): Promise<void> {
  const { addOnce } = await import('../../cloudfunctions/platform/database')
  const { searchable } = await import('../../cloudfunctions/services/person')
  const { pinyin, searchKeys } = await searchable(name, null)
  const _id = `applicant${pinyin}`
  await addOnce('applicants', {
    _id, organisationId, name, stage, sortKey: `${pinyin}_${_id}`, searchKeys, sex: null, ethnicity: null, birthday: '2005-05-05', education: null, joinedOn: null, fullOn: null, job: null, studentNumber: null, className: null,
    appliedOn: '2024-09-10', activistOn: stage === 'applicant' ? null : '2025-03-20', phone: null, phoneMasked: null, address: null, idHash: null, idTail: null, archived: false, archivedAt: null, archiveReason: null, version: 1, createdAt: START,
  } as never)
}

describe('ID numbers from a sheet of the own', () => {
  test('are written into this file by hash, student number or a single name, and kept nowhere', async () => {
    const { branch, people } = await branchWith(6, 660)
    await call(keeper(), 'roster.add', { organisationId: branch.id, name: '独一同志', standing: 'full' })
    await call(keeper(), 'roster.add', { organisationId: branch.id, name: '学号同志', standing: 'full', studentNumber: '20250077' })
    const own = { single: fictitiousId('2003-03-03', '男', 71), numbered: fictitiousId('2003-03-04', '女', 72), wrong: fictitiousId('2003-03-05', '女', 73) }
    const sheet = blankSheet({ headers: ['姓名', '学号', '身份证号'], rows: [
      ...people.slice(0, 4).map(person => [person.name, '', person.idNumber]), ['独一同志', '', own.single], ['学号同志', '20250077', own.numbered], [people[5]!.name, '', own.wrong],
    ] })
    const run = await startRun(keeper(), branch.id)
    const numbers = await uploaded(keeper(), 'roster', '身份证号.xlsx', sheet)
    const { rows } = await filledRows(keeper(), { runId: run.id, numbers })
    const of = (name: string): string => rows.find(row => row[1] === name)![2]!
    expect(people.slice(0, 4).map(({ name }) => of(name))).toEqual(people.slice(0, 4).map(({ idNumber }) => idNumber))
    expect([of('独一同志'), of('学号同志'), of(people[4]!.name), of(people[5]!.name)]).toEqual([own.single, own.numbered, '', ''])
    const view = await call(keeper(), 'backfill.get', { runId: run.id })
    expect(view.made).toMatchObject({ numbers: { merged: 6, wrong: [people[5]!.name], missing: [people[4]!.name], missingTotal: 1 }, keptUntil: '2026-11-20T01:15:00.000Z' })
    const answered = JSON.stringify([view, await call(keeper(), 'backfill.rows', { runId: run.id }), await call(keeper(), 'backfill.differences', { runId: run.id })])
    // Fetched and cleared: neither in a document, nor in a file, nor inside an archive.
    await clear(new Date(START.getTime() + 16 * 60_000))
    const secrets = [own.single, own.numbered, own.wrong, ...people.map(({ idNumber }) => idNumber)]
    for (const text of [answered, ...everythingStored()]) for (const secret of secrets) expect(text.includes(secret)).toBe(false)
    const { findAll } = await import('../../cloudfunctions/platform/database')
    const { openSealed } = await import('../../cloudfunctions/platform/secrets')
    const { gunzipSync } = await import('node:zlib')
    const chunks = (await findAll('fill_chunks', { runId: run.id })).map(({ contents }) => gunzipSync(openSealed(contents)).toString('utf8'))
    expect(chunks.join('')).toContain('独一同志')
    for (const secret of secrets) expect(chunks.join('')).not.toContain(secret)
    expect(await refusal(keeper(), 'backfill.open', { runId: run.id })).toBe('fillFileGone')
  })
  test('a sheet without them says so, and leaves nothing behind', async () => {
    const { branch } = await branchWith(2, 680)
    const run = await startRun(keeper(), branch.id)
    const numbers = await uploaded(keeper(), 'roster', '名单.xlsx', blankSheet({ headers: ['姓名', '性别'], rows: [['甲', '男']] }))
    expect(await refusal(keeper(), 'backfill.fill', { runId: run.id, numbers })).toBe('sheetNoHeader')
    expect((await call(keeper(), 'backfill.get', { runId: run.id })).state).toBe('draft')
  })
  test('somebody else\'s upload is not taken', async () => {
    const { branch } = await branchWith(1, 690)
    const run = await startRun(keeper(), branch.id)
    const numbers = await uploaded(world.secretary.openid, 'roster', '身份证号.xlsx', blankSheet({ headers: ['姓名', '身份证号'], rows: [['甲', '1']] }))
    expect(await refusal(keeper(), 'backfill.fill', { runId: run.id, numbers })).toBe('fileForeign')
  })
})
/** Every file of the store as text, archives unpacked. */
function everythingStored(): string[] {
  const below = (folder: string): string[] => readdirSync(folder).flatMap(name => { const path = join(folder, name); return statSync(path).isDirectory() ? below(path) : [path] })
  return below(dataFolder()).flatMap(path => {
    const bytes = readFileSync(path)
    const inside = bytes.toString('latin1', 0, 2) === 'PK' ? Object.values(unzipSync(bytes)).map(part => Buffer.from(part).toString('utf8')) : []
    return [bytes.toString('utf8'), ...inside]
  })
}

describe('what comes may be anything', () => {
  test.each([
    ['an old format', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('Workbook', 'utf16le'), Buffer.alloc(512)]), '表.xls', 'templateOld'],
    ['a password', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(512)]), '表.xlsx', 'sheetEncrypted'],
    ['a damaged file', blankSheet(memberSheet).subarray(0, 700), '表.xlsx', 'sheetNotSheet'],
  ])('%s is refused and leaves no run', async (_, bytes, fileName, code) => {
    const branch = await freshBranch()
    const file = await uploaded(keeper(), 'template', fileName, bytes)
    expect(await refusal(keeper(), 'backfill.start', { organisationId: branch.id, ...file })).toBe(code)
    expect((await call(keeper(), 'backfill.list', { organisationId: branch.id })).items).toEqual([])
  })
  test('a sheet too large is refused before it is read, and a picture before it is sent', async () => {
    expect(await refusal(keeper(), 'files.issueUpload', { purpose: 'template', fileName: '表.xlsx', size: 11 * 1024 * 1024 })).toBe('fileTooLarge')
    expect(await refusal(keeper(), 'files.issueUpload', { purpose: 'template', fileName: '表.png', size: 100 })).toBe('fileKind')
    expect(await refusal(world.member.openid, 'files.issueUpload', { purpose: 'template', fileName: '表.xlsx', size: 100 })).toBe('forbidden')
  })
  test('headers that name nothing we know: every column waits to be chosen, and filling nothing is refused', async () => {
    const { branch } = await branchWith(2, 700)
    const run = await startRun(keeper(), branch.id, { headers: ['甲项', '乙项', '丙项', '丁项'], rows: [[], []] })
    expect(run.columns.map(({ item }) => item)).toEqual(['', '', '', ''])
    expect(await refusal(keeper(), 'backfill.fill', { runId: run.id })).toBe('fillNothing')
    expect((await filledRows(keeper(), { runId: run.id, columns: [{ index: 1, item: 'name' }, { index: 2, item: 'nonsense' }] })).rows[1]![1]).not.toBe('')
  })
  test('no header at all: kept, and it says what to do', async () => {
    const branch = await freshBranch()
    const run = await startRun(keeper(), branch.id, { title: '通知', headers: ['只有一格'] })
    expect(run).toMatchObject({ sheet: null, columns: [], can: { fill: false, again: false }, why: { fill: expect.stringContaining('没有找到表头') } })
    expect(await refusal(keeper(), 'backfill.preview', { runId: run.id })).toBe('fillNoSheet')
  })
  test('merged headings in two lines, forty columns and a macro', async () => {
    const { branch } = await branchWith(5, 720)
    const headers = ['', '', '性别', '学历', ...Array.from({ length: 36 }, (__, i) => `栏${i}`)]
    const sheet = { title: '党员情况统计', upper: [['序号', 1], ['姓名', 1], ['基本情况', 2], ['其他', 36]] as [string, number][], headers, rows: [[], []], footer: ['说明：请如实填写'], macro: true }
    const run = await startRun(keeper(), branch.id, sheet, '统计表.xlsm')
    expect(run).toMatchObject({ macros: true })
    expect(run.columns).toHaveLength(40)
    const { answer, bytes, rows } = await filledRows(keeper(), { runId: run.id })
    expect(answer.fileName).toBe('统计表_已填_20261120.xlsm')
    expect(Buffer.from(partsIn(bytes)['xl/vbaProject.bin']!).equals(Buffer.from(partsIn(blankSheet(sheet))['xl/vbaProject.bin']!))).toBe(true)
    expect(rows[8]![0]).toContain('说明')
  })
})

test('once more with one tap; a sheet with people in it is not kept for that', async () => {
  const { branch } = await branchWith(2, 740)
  const run = await startRun(keeper(), branch.id)
  await filledRows(keeper(), { runId: run.id })
  const [one, two] = [await call(keeper(), 'backfill.again', { runId: run.id }, 'the-same-tap-1'), await call(keeper(), 'backfill.again', { runId: run.id }, 'the-same-tap-1')]
  expect(two).toEqual(one)
  expect(await call(keeper(), 'backfill.get', { runId: one.runId })).toMatchObject({ state: 'draft', remembered: { fileName: '党员信息汇总表.xlsx' } })
  await call(keeper(), 'backfill.remove', { runId: run.id })
  expect(await refusal(keeper(), 'backfill.get', { runId: run.id })).toBe('notFound')
  expect((await filledRows(keeper(), { runId: one.runId })).rows[3]![1]).not.toBe('')
  const used = await startRun(keeper(), branch.id, { ...memberSheet, rows: [['1', '去年某', '', '男']] })
  expect(used).toMatchObject({ usedRows: 1, reusable: false, can: { fill: true, again: false } })
  expect(await refusal(keeper(), 'backfill.again', { runId: used.id })).toBe('fillNotBlank')
  expect((await filledRows(keeper(), { runId: used.id })).rows.flat()).not.toContain('去年某')
})

test('files have their time: filled ones a day, sheets with people too, blank ones stay', async () => {
  const { branch } = await branchWith(2, 760)
  const [blank, used, draft] = [await startRun(keeper(), branch.id), await startRun(keeper(), branch.id, { ...memberSheet, rows: [['1', '某某']] }), await startRun(keeper(), branch.id, { ...memberSheet, rows: [['1', '某某']] })]
  const link = (await filledRows(keeper(), { runId: blank.id })).answer.link
  await filledRows(keeper(), { runId: used.id })
  await clear(hours(23))
  expect((await call(keeper(), 'backfill.open', { runId: blank.id })).people).toBe(2)
  await clear(hours(25))
  expect((await fetch(link)).ok).toBe(false)
  for (const { id } of [blank, used]) expect(await refusal(keeper(), 'backfill.open', { runId: id })).toBe('fillFileGone')
  expect(await refusal(keeper(), 'backfill.get', { runId: draft.id })).toBe('notFound')
  expect((await call(keeper(), 'backfill.get', { runId: used.id }))).toMatchObject({ state: 'gone', people: 2, why: { fill: expect.stringContaining('请重新上传') } })
  expect((await call(keeper(), 'backfill.rows', { runId: used.id })).items).toHaveLength(2)
  expect((await filledRows(keeper(), { runId: (await call(keeper(), 'backfill.again', { runId: blank.id })).runId })).answer.people).toBe(2)
})

test('the list: newest first, paged, found by any part of its name; the other branch sees nothing of it', async () => {
  const { branch } = await branchWith(1, 780)
  for (const name of ['一季度党员表.xlsx', '二季度党员表.xlsx', '花名册.xlsx']) await startRun(keeper(), branch.id, memberSheet, name)
  const first = await call(keeper(), 'backfill.list', { organisationId: branch.id, limit: 2 })
  const rest = await call(keeper(), 'backfill.list', { organisationId: branch.id, limit: 2, cursor: first.next! })
  expect([...first.items, ...rest.items]).toHaveLength(3)
  expect((await call(keeper(), 'backfill.list', { organisationId: branch.id, search: '季度党' })).items).toHaveLength(2)
  expect((await call(keeper(), 'backfill.list', { organisationId: branch.id, search: '基本信息' })).items).toHaveLength(3)
  expect((await call(keeper(), 'backfill.list', { organisationId: branch.id, search: '.*' })).items).toHaveLength(0)
  const runId = first.items[0]!.id
  await proveFactor(world.otherSecretary.openid)
  for (const action of ['backfill.get', 'backfill.preview', 'backfill.fill', 'backfill.open', 'backfill.again', 'backfill.rows', 'backfill.differences', 'backfill.remove', 'backfill.people'] as const) {
    expect(await refusal(world.otherSecretary.openid, action, { runId })).toBe('notFound')
    expect(await refusal(world.officer.openid, action, { runId })).toBe('forbidden')
  }
  expect(await refusal(world.otherSecretary.openid, 'backfill.list', { organisationId: branch.id })).toBe('notFound')
  expect(await refusal(keeper(), 'backfill.list', { organisationId: world.groupId })).toBeNull()
  expect(await operationsOf(() => call(keeper(), 'backfill.list', { organisationId: branch.id }))).toBeLessThanOrEqual(3)
})

test('taking data out needs the second factor and tells those concerned; two fillings at once leave one', async () => {
  await setNow(hours(24 * 90))
  const { branch } = await branchWith(3, 800)
  const run = await startRun(keeper(), branch.id)
  expect(await refusal(keeper(), 'backfill.fill', { runId: run.id })).toBe('secondFactorNeeded')
  await proveFactorOf(keeper())
  const outcomes = await Promise.all([1, 2, 3].map(() => refusal(keeper(), 'backfill.fill', { runId: run.id })))
  expect(outcomes.filter(outcome => outcome === null).length).toBeGreaterThanOrEqual(1)
  expect(outcomes.filter(outcome => outcome !== null && outcome !== 'conflict')).toEqual([])
  const { findAll } = await import('../../cloudfunctions/platform/database')
  const notes = await findAll('export_people', { organisationId: branch.id })
  expect(notes[0]).toMatchObject({ what: expect.stringContaining('党员信息汇总表'), items: ['phone', 'address'], memberIds: expect.any(Array) })
  const view = await call(keeper(), 'backfill.get', { runId: run.id })
  const chunks = await findAll('fill_chunks', { runId: run.id })
  expect(chunks).toHaveLength(1)
  expect(view.state).toBe('filled')
  // A repeat of the tap answers the file that is there.
  const again = await filledRows(keeper(), { runId: run.id }, 'the-same-tap-2')
  const repeated = await filledRows(keeper(), { runId: run.id }, 'the-same-tap-2')
  expect(repeated.bytes.equals(again.bytes)).toBe(true)
})

test('from above everybody below, and a foreign upload is nobody\'s sheet', async () => {
  const run = await startRun(keeper(), world.committeeId, { headers: ['姓名', '所在党支部', '上级党组织'], rows: [[]] })
  expect(run.canPick).toBe(false)
  const { rows } = await filledRows(keeper(), { runId: run.id })
  expect(new Set(rows.slice(1).map(row => row[1])).size).toBeGreaterThan(3)
  expect(rows.find(row => row[1] === '软件本科生第一党支部')![2]).toContain('示例大学信息学院党委')
  const { uploadId, cloudPath } = await call(world.secretary.openid, 'files.issueUpload', { purpose: 'template', fileName: '表.xlsx', size: 10 })
  const fileId = await upload(world.secretary.openid, cloudPath, blankSheet(memberSheet))
  expect(await refusal(keeper(), 'backfill.start', { organisationId: world.branchId, uploadId, fileId })).toBe('fileForeign')
})
