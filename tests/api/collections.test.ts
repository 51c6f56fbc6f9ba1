/** A sheet that an organisation asks of branches below it: sent, filled, confirmed, sent back, merged; and who may what. */
import * as XLSX from '@e965/xlsx'
import { checkCharacterOf } from '../../cloudfunctions/regulations/roster-rules'
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { collectionsBy, columnsOf, HARD, hours, order, SOFT, todo } from '../support/collections'
import { join, makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const { by, draft, sent, branchesOf, answerAt } = collectionsBy(() => world)
const at = (n: number): Date => new Date(hours(n))
const rowsIn = (bytes: Buffer): string[][] => { const book = XLSX.read(bytes); return XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!, { header: 1, defval: '', raw: false }) }
const fetched = async (link: string): Promise<Buffer> => Buffer.from(await (await fetch(link)).arrayBuffer())
/** Region 990101 is nobody's. */
const ID = `99010120030501001${checkCharacterOf('99010120030501001')}`

test('a blank sheet is read: what the columns ask for, what the sheet counts itself', async () => {
  const made = await draft()
  expect(made).toMatchObject({ state: 'draft', title: '党员情况统计表', sheetName: '统计表', can: { send: true, remind: false } })
  expect(made.columns.map(({ header, item, required, own }) => [header, item, required, own])).toEqual([
    ['序号', 'number', false, true], ['姓名', 'name', true, false], ['所在党支部', 'branch', true, false], ['公民身份证号', 'idNumber', true, false], ['性别', 'sex', true, false],
    ['出生日期', 'birthday', true, false], ['学号', 'studentNumber', true, false], ['手机号', 'phone', true, false], ['特长', null, false, false],
  ])
  expect(made.items.length).toBeGreaterThan(30)
  expect(await refusal(by(), 'collections.send', order(made, { columns: columnsOf(made).map(column => ({ ...column, item: null })) }))).toBe('collectionColumns')
  expect(await refusal(by(), 'collections.send', order(made, { due: hours(-1) }))).toBe('collectionDuePast')
  expect(await refusal(by(), 'collections.send', order(made, { all: false }))).toBe('collectionNobody')
  expect(await refusal(by(), 'collections.send', order(made, { all: false, organisationIds: [world.groupId] }))).toBe('notFound')
})

test('from sending to one merged workbook', async () => {
  const { memberId } = await call(by(), 'roster.add', { organisationId: world.otherBranchId, name: '钱一', standing: 'full', birthday: '2003-05-01', sex: '1', studentNumber: '2023001', phone: '19900001234', idNumber: ID })
  const made = await draft()
  expect(await call(by(), 'collections.send', order(made, { columns: columnsOf(made).map(column => (column.item === null ? { ...column, required: true } : column)) }), 'send-once')).toEqual({ branches: 2 })
  expect(await call(by(), 'collections.send', order(made), 'send-once')).toEqual({ branches: 2 })
  expect(await refusal(by(), 'collections.send', order(made))).toBe('collectionSent')
  const other = await answerAt(made.id, HARD)
  expect(other).toMatchObject({ state: 'unopened', late: false, turn: 0, can: { sendBack: false } })
  const keeper = world.otherSecretary.openid
  expect(await todo(keeper, other.id)).toMatchObject({ title: made.title, due: hours(72) })
  const open = await call(keeper, 'collections.answer', { answerId: other.id })
  expect(open).toMatchObject({ rows: 3, state: 'waiting', fromName: expect.stringContaining('党委') as string, can: { fill: true, confirm: true, reopen: false } })
  expect((await answerAt(made.id, HARD)).state).toBe('waiting')

  const rows = await call(keeper, 'collections.rows', { answerId: other.id, search: '钱一' })
  const row = rows.items[0]!
  const cell = (header: string, from = row) => from.cells[open.columns.findIndex(column => column.header === header)]!
  expect([cell('姓名').value, cell('手机号').value, cell('出生日期').value, cell('公民身份证号').value, cell('特长').value]).toEqual(['钱一', '199****1234', '2003-05-01', null, null])
  const index = (header: string): number => open.columns.find(column => column.header === header)!.index
  const fill = (rowId: string | undefined, cells: [string, string][], more: object = {}) => call(keeper, 'collections.fill', { answerId: other.id, rowId, cells: cells.map(([header, value]) => ({ index: index(header), value })), ...more })
  await fill(row.id, [['特长', '书法'], ['公民身份证号', ID]])
  expect(await refusal(keeper, 'collections.fill', { answerId: other.id, rowId: row.id, cells: [{ index: index('公民身份证号'), value: ID.slice(0, 17) + (ID.endsWith('7') ? '8' : '7') }] })).toBe('idWrong')
  expect(await refusal(keeper, 'collections.fill', { answerId: other.id, rowId: row.id, cells: [{ index: index('出生日期'), value: '去年' }] })).toBe('collectionDay')
  expect(await refusal(keeper, 'collections.fill', { answerId: other.id, rowId: world.member.memberId, cells: [] })).toBe('notFound')
  const again = (await call(keeper, 'collections.rows', { answerId: other.id, search: '钱一' })).items[0]!
  expect([cell('特长', again), cell('公民身份证号', again)]).toEqual([{ value: '书法', typed: true }, { value: `**************${ID.slice(-4)}`, typed: true }])
  // Nothing of it went into the roster.
  const { read } = await import('../../cloudfunctions/platform/database')
  expect((await read('members', memberId))!.version).toBe(1)
  // Somebody is not reported, somebody is added.
  const others = (await call(keeper, 'collections.rows', { answerId: other.id })).items.filter(one => one.id !== row.id)
  await fill(others[0]!.id, [], { left: true })
  const added = await fill(undefined, [['姓名', '钱二'], ['性别', '女']])
  expect(await call(keeper, 'collections.answer', { answerId: other.id })).toMatchObject({ rows: 3, left: 1 })
  expect((await call(keeper, 'collections.rows', { answerId: other.id, gaps: true })).items.map(one => one.id)).toContain(added.rowId)

  expect(await call(keeper, 'collections.confirm', { answerId: other.id })).toEqual({ rows: 3, turn: 1 })
  expect(await todo(keeper, other.id)).toBeUndefined()
  expect(await refusal(keeper, 'collections.fill', { answerId: other.id, rowId: row.id, cells: [] })).toBe('collectionConfirmed')
  // What was confirmed stays as it was, whatever happens on the roster.
  await call(by(), 'roster.update', { memberId, version: 1, changes: { studentNumber: '2023999' } })
  expect(cell('学号', (await call(keeper, 'collections.rows', { answerId: other.id, search: '钱一' })).items[0])).toEqual({ value: '2023001', typed: false })

  const task = await call(by(), 'collections.get', { collectionId: made.id })
  expect(task.counts).toEqual({ all: 2, confirmed: 1, waiting: 0, unopened: 1, returned: 0, late: 0, gone: 0 })
  expect((await call(by(), 'collections.list', {})).items.find(({ id }) => id === made.id)).toMatchObject({ title: made.title, branches: 2, confirmed: 1, state: 'open' })
  const merged = await call(by(), 'collections.merge', { collectionId: made.id }, 'merge-once')
  expect(merged).toMatchObject({ branches: 1, missing: 1, rows: 3, fileName: expect.stringMatching(/^党员情况统计表_.*_20261120\.xlsx$/) as string })
  const written = rowsIn(await fetched(merged.link))
  expect(written[0]![0]).toBe('示例党委党员情况统计表')
  const line = written.find(cells => cells[1] === '钱一')!
  expect(line.slice(2)).toEqual([expect.stringContaining(HARD) as string, ID, '男', '2003年5月1日', '2023001', '19900001234', '书法'])
  expect(written.slice(2, 5).map(cells => cells[0])).toEqual(['1', '2', '3'])
  expect(written.findIndex(cells => cells[0] === '填表人：')).toBe(5)
  expect(await call(by(), 'collections.merge', { collectionId: made.id }, 'merge-once')).toMatchObject({ rows: 3 })
  expect((await call(by(), 'collections.get', { collectionId: made.id })).files).toMatchObject([{ byName: '周明远', rows: 3, branches: 1, kept: true }])
  // Whose items stand in it was noted.
  const { find } = await import('../../cloudfunctions/platform/database')
  expect((await find('export_people', {}, { limit: 10 })).find(note => note.memberIds.includes(memberId))).toMatchObject({ organisationId: world.committeeId, items: expect.arrayContaining(['phone', 'idNumber']) as string[] })
  // The branch takes its own.
  await proveFactor(keeper)
  const own = await call(keeper, 'collections.sheet', { answerId: other.id })
  expect(rowsIn(await fetched(own.link)).filter(cells => cells[2]?.startsWith(HARD))).toHaveLength(3)
  // Gone after a day; the record stays.
  const { clearCollections } = await import('../../cloudfunctions/modules/collections/clearing')
  await clearCollections(at(25))
  expect((await fetch(merged.link)).ok).toBe(false)
  await setNow(at(25))
  expect((await call(by(), 'collections.get', { collectionId: made.id })).files).toMatchObject([{ rows: 3, kept: false }])
}, 30_000)

test('what does not add up is listed, with the branches that it concerns, and can be sent back', async () => {
  for (const organisationId of [world.branchId, world.otherBranchId]) await call(by(), 'roster.add', { organisationId, name: '冯双', standing: 'full', birthday: '2002-03-04', studentNumber: '2022777' })
  const collectionId = await sent()
  const [soft, hard] = [await answerAt(collectionId, SOFT), await answerAt(collectionId, HARD)]
  await call(world.secretary.openid, 'collections.confirm', { answerId: soft.id })
  const first = (await call(world.otherSecretary.openid, 'collections.rows', { answerId: hard.id })).items.find(({ name }) => name === '吴强')
  await call(world.otherSecretary.openid, 'collections.fill', { answerId: hard.id, rowId: first!.id, left: true })
  await call(world.otherSecretary.openid, 'collections.confirm', { answerId: hard.id })
  const found = await call(by(), 'collections.conflicts', { collectionId })
  expect(found.items.find(item => item.text.startsWith('冯双'))).toMatchObject({ kind: 'sameNumber', branches: expect.arrayContaining([expect.objectContaining({ id: soft.id }), expect.objectContaining({ id: hard.id })]) as object[] })
  expect(found.items.filter(item => item.text.startsWith('冯双'))).toHaveLength(1)
  expect(found.items.find(item => item.kind === 'rosterCount')).toMatchObject({ text: expect.stringContaining('不报1人') as string, branches: [{ id: hard.id }] })
  expect(found.items.filter(item => item.kind === 'missing')).toHaveLength(2)
  expect(JSON.stringify(found)).not.toMatch(/\d{15}/)

  await call(by(), 'collections.sendBack', { answerId: hard.id, turn: 1, reason: '少报了一位同志' })
  await call(by(), 'collections.sendBack', { answerId: hard.id, turn: 1, reason: '少报了一位同志' })
  expect(await answerAt(collectionId, HARD)).toMatchObject({ state: 'returned', reason: '少报了一位同志' })
  expect((await todo(world.otherSecretary.openid, hard.id))?.hint).toBe('已退回：少报了一位同志')
  await call(world.otherSecretary.openid, 'collections.fill', { answerId: hard.id, rowId: first!.id, left: false })
  expect(await call(world.otherSecretary.openid, 'collections.confirm', { answerId: hard.id })).toMatchObject({ turn: 2 })
  // Who looks at the first confirmation cannot send the second one back.
  expect(await refusal(by(), 'collections.sendBack', { answerId: hard.id, turn: 1, reason: '再改' })).toBe('conflict')
  expect((await call(by(), 'collections.conflicts', { collectionId })).items.filter(item => item.kind === 'rosterCount')).toEqual([])
})

test('late, reminded, given more time, and closed', async () => {
  const collectionId = await sent({ due: hours(2) })
  const soft = await answerAt(collectionId, SOFT)
  await call(world.secretary.openid, 'collections.confirm', { answerId: soft.id })
  await setNow(at(2))
  expect((await branchesOf(collectionId, 'late')).items).toEqual([])
  await setNow(at(2.01))
  expect((await branchesOf(collectionId, 'late')).items.map(({ name }) => name.startsWith(HARD))).toEqual([true])
  const reminder = await call(by(), 'collections.remind', { collectionId }, 'remind-once')
  expect(reminder).toMatchObject({ reminded: 1, text: expect.stringContaining('还有 1 个支部没有确认') as string })
  expect(await call(by(), 'collections.remind', { collectionId }, 'remind-once')).toEqual(reminder)
  expect(await refusal(by(), 'collections.remind', { collectionId })).toBe('collectionReminded')
  const hard = await answerAt(collectionId, HARD)
  expect((await todo(world.otherSecretary.openid, hard.id))?.hint).toContain('提醒：请尽快')
  expect(await todo(world.secretary.openid, soft.id)).toBeUndefined()
  expect(await refusal(by(), 'collections.extend', { collectionId, due: hours(1.5) })).toBe('collectionDueEarlier')
  await call(by(), 'collections.extend', { collectionId, due: hours(5) })
  await call(by(), 'collections.extend', { collectionId, due: hours(5) })
  expect((await branchesOf(collectionId)).counts.late).toBe(0)
  expect(await todo(world.otherSecretary.openid, hard.id)).toMatchObject({ due: hours(5) })
  // Who has confirmed may take it back until it is closed.
  await call(world.secretary.openid, 'collections.reopen', { answerId: soft.id, turn: 1 })
  expect(await refusal(world.secretary.openid, 'collections.reopen', { answerId: soft.id, turn: 0 })).toBe('collectionNotConfirmed')
  await call(world.secretary.openid, 'collections.confirm', { answerId: soft.id })
  await call(by(), 'collections.close', { collectionId })
  await call(by(), 'collections.close', { collectionId })
  expect(await refusal(world.secretary.openid, 'collections.reopen', { answerId: soft.id, turn: 2 })).toBe('collectionClosed')
  expect(await refusal(world.otherSecretary.openid, 'collections.confirm', { answerId: hard.id })).toBe('collectionClosed')
  expect(await refusal(by(), 'collections.sendBack', { answerId: soft.id, turn: 2, reason: '改' })).toBe('collectionClosed')
  expect(await todo(world.otherSecretary.openid, hard.id)).toBeUndefined()
  expect((await call(world.otherSecretary.openid, 'collections.incoming', {})).items.find(item => item.id === hard.id)).toMatchObject({ taskState: 'closed' })
})

test('ID numbers that were typed go when they have served: thirty days after the end only the last four characters are left', async () => {
  const collectionId = await sent()
  const { id: answerId } = await answerAt(collectionId, HARD)
  const keeper = world.otherSecretary.openid
  const { columns } = await call(keeper, 'collections.answer', { answerId })
  const row = (await call(keeper, 'collections.rows', { answerId })).items.find(({ name }) => name === '吴强')!
  await call(keeper, 'collections.fill', { answerId, rowId: row.id, cells: [{ index: columns.find(({ header }) => header === '公民身份证号')!.index, value: ID }] })
  await call(keeper, 'collections.confirm', { answerId })
  await call(by(), 'collections.close', { collectionId })
  const { read } = await import('../../cloudfunctions/platform/database')
  const { openText } = await import('../../cloudfunctions/platform/secrets')
  const { wipeNumbers } = await import('../../cloudfunctions/modules/collections/clearing')
  const kept = async () => openText((await read('collection_snapshots', (await read('collection_answers', answerId))!.snapshotId!))!.rows)
  const soon = () => new Date(Date.now() + 10_000)
  await wipeNumbers(at(30 * 24 - 0.1), soon())
  expect(await kept()).toContain(ID)
  await wipeNumbers(at(30 * 24), soon())
  expect(await kept()).not.toContain(ID)
  expect(await kept()).toContain(`**************${ID.slice(-4)}`)
  expect(await read('collection_answers', answerId)).toMatchObject({ typed: null, state: 'confirmed' })
  expect((await read('collection_tasks', collectionId))!.wipeAt).toBeNull()
})

test('taken back: nobody need fill it any more', async () => {
  const collectionId = await sent()
  const hard = await answerAt(collectionId, HARD)
  await call(by(), 'collections.withdraw', { collectionId })
  expect(await refusal(world.otherSecretary.openid, 'collections.confirm', { answerId: hard.id })).toBe('collectionWithdrawn')
  expect(await todo(world.otherSecretary.openid, hard.id)).toBeUndefined()
  expect(await refusal(by(), 'collections.close', { collectionId })).toBe('collectionWithdrawn')
})

test('branches are chosen one by one and added later; the same once more is a draft with the same branches', async () => {
  const made = await draft()
  await call(by(), 'collections.send', order(made, { all: false, organisationIds: [world.branchId] }))
  expect((await branchesOf(made.id)).items).toHaveLength(1)
  expect(await call(by(), 'collections.add', { collectionId: made.id, organisationIds: [world.otherBranchId, world.branchId] }, 'add-once')).toEqual({ added: 1 })
  expect(await call(by(), 'collections.add', { collectionId: made.id, organisationIds: [world.otherBranchId] }, 'add-once')).toEqual({ added: 0 })
  expect(await refusal(by(), 'collections.add', { collectionId: made.id, organisationIds: [world.otherBranchId] })).toBe('collectionNobodyNew')
  const { collectionId } = await call(by(), 'collections.copy', { collectionId: made.id })
  const copy = await call(by(), 'collections.get', { collectionId })
  expect(copy).toMatchObject({ state: 'draft', title: made.title, due: null })
  expect(copy.chosen.map(({ id }) => id).sort()).toEqual([world.branchId, world.otherBranchId].sort())
  expect(copy.columns).toEqual(made.columns)
  await call(by(), 'collections.send', order(copy, { all: false, organisationIds: [world.branchId] }))
  expect(await refusal(by(), 'collections.merge', { collectionId })).toBe('collectionNoneConfirmed')
})

test('a branch that was moved away or dissolved meanwhile is asked no more', async () => {
  const create = async (parentId: string, name: string, kind: 'generalBranch' | 'branch') => (await call(by(), 'organisations.create', { parentId, name, kind })).organisationId
  const general = await create(world.committeeId, '示例党总支', 'generalBranch')
  const [stays, leaves] = [await create(general, '留下党支部', 'branch'), await create(general, '离开党支部', 'branch')]
  const clerk = await join(by(), general, '何一', 'o-clerk', { post: 'clerk' })
  const made = await draft(clerk.openid, general)
  await call(clerk.openid, 'collections.send', order(made))
  const keeper = await join(by(), leaves, '何二', 'o-leaves', { post: 'secretary' })
  await call(by(), 'organisations.move', { organisationId: leaves, parentId: world.committeeId })
  const listed = await call(clerk.openid, 'collections.branches', { collectionId: made.id })
  expect(listed.counts).toMatchObject({ all: 2, gone: 1, unopened: 1 })
  const gone = listed.items.find(item => item.state === 'gone')!
  expect(await refusal(keeper.openid, 'collections.confirm', { answerId: gone.id })).toBe('collectionGone')
  expect(await refusal(keeper.openid, 'collections.fill', { answerId: gone.id, cells: [] })).toBe('collectionGone')
  expect(await refusal(clerk.openid, 'collections.answer', { answerId: gone.id })).toBe('notFound')
  expect(await refusal(clerk.openid, 'collections.add', { collectionId: made.id, organisationIds: [leaves] })).toBe('notFound')
  await call(by(), 'organisations.dissolve', { organisationId: stays, reason: '人员毕业' })
  expect((await call(clerk.openid, 'collections.branches', { collectionId: made.id })).counts).toMatchObject({ all: 2, gone: 2 })
  expect(await refusal(by(), 'collections.confirm', { answerId: listed.items.find(item => item.id !== gone.id)!.id })).toBe('dissolved')
})

test('who may not', async () => {
  const made = await draft()
  await call(by(), 'collections.send', order(made))
  const hard = await answerAt(made.id, HARD)
  for (const openid of [world.member.openid, world.leader.openid]) expect(await refusal(openid, 'collections.incoming', {})).toBe('forbidden')
  // A branch sees what is asked of itself, nothing of the task and of other branches.
  expect(await refusal(world.secretary.openid, 'collections.answer', { answerId: hard.id })).toBe('notFound')
  expect(await refusal(world.otherSecretary.openid, 'collections.get', { collectionId: made.id })).toBe('notFound')
  expect(await refusal(world.otherSecretary.openid, 'collections.branches', { collectionId: made.id })).toBe('notFound')
  expect(await refusal(world.otherSecretary.openid, 'collections.sendBack', { answerId: hard.id, turn: 0, reason: '改' })).toBe('notFound')
  // Who only oversees looks; the files need a second factor.
  expect(await call(world.officer.openid, 'collections.answer', { answerId: (await answerAt(made.id, SOFT)).id })).toMatchObject({ can: { fill: false, confirm: false } })
  expect(await refusal(world.officer.openid, 'collections.confirm', { answerId: hard.id })).toBe('forbidden')
  expect(await refusal('openid-w-secretary', 'collections.sheet', { answerId: (await answerAt(made.id, SOFT)).id })).toBe('secondFactorNotSet')
  // A branch has nobody below it.
  const own = await draft(world.secretary.openid, world.branchId)
  expect(await refusal(world.secretary.openid, 'collections.send', order(own))).toBe('collectionNobody')
  expect(await refusal(by(), 'collections.draft', { organisationId: world.committeeId, uploadId: 'nothing', fileId: 'nothing', fileName: 'x.xlsx' })).toBe('fileForeign')
})

test('empty: nothing asked, nothing sent', async () => {
  const { organisationId } = await call(by(), 'organisations.create', { parentId: world.committeeId, name: '空白党支部', kind: 'branch' })
  expect(await call(by(), 'collections.incoming', { organisationId })).toEqual({ items: [], next: null })
  expect(await call(by(), 'collections.list', { organisationId })).toEqual({ items: [], next: null })
  const collectionId = await sent()
  const empty = await answerAt(collectionId, '空白')
  expect(await call(by(), 'collections.rows', { answerId: empty.id })).toEqual({ items: [], next: null })
  expect(await call(by(), 'collections.confirm', { answerId: empty.id })).toEqual({ rows: 0, turn: 1 })
})
