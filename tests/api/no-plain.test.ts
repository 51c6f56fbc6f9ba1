/**
 * After a branch's life with everything that goes wrong in it, no ID number, telephone or address that anybody entered
 * lies anywhere in the clear: not in a document, not in a file of the data folder, not in a log line. What people write
 * to one another stands where it is read, and nowhere else.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { ActionFailed, call, dataFolder, refusal, reply, setNow, START, startApi, stopApi, contextOf } from '../support/api'
import { closeGate, dieAt, openGate } from '../support/gate'
import { importsBy } from '../support/imports'
import { fictitiousId, fictitiousPeople, rosterWorkbook, type FixturePerson } from '../support/roster-workbook'
import { bind, makeWorld, proveFactor, type World } from '../support/world'

/** Everything that was printed, as deep as a log would print it. */
const printed: string[] = []
for (const kind of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) jest.spyOn(console, kind).mockImplementation((...parts: unknown[]) => { printed.push(parts.map(part => inspect(part, { depth: 20, maxStringLength: null })).join(' ')) })

let world: World
/** Every collection's documents before a day has passed. */
let firstDay: Map<string, string>
const { freshBranch, keeper, uploaded, preview, commit } = importsBy(() => world)

const imported = fictitiousPeople(12, 40)
const refusedId = `${imported[1]!.idNumber.slice(0, 17)}${imported[1]!.idNumber[17] === '1' ? '2' : '1'}`
const typed = { idNumber: fictitiousId('2004-04-04', '女', 7), phone: '19900007777', address: '示例省示例市打字路77号' }
const later = { idNumber: fictitiousId('2004-04-04', '女', 8), phone: '199 0000 8888', address: '示例省示例市改址路88号' }
const wrong = { idNumber: '990101200404040000', phone: '1990000999九', address: '示例省示例市落空路99号' }
/** What nobody may find in the clear; names, and the last four characters of an ID number, are kept. */
const secrets = [...imported.flatMap(({ idNumber, phone, address }) => [idNumber, phone, address]), refusedId,
  ...[typed, later, wrong].flatMap(({ idNumber, phone, address }) => [idNumber, phone, phone.replace(/\s/g, ''), address])].filter(text => text.length > 8)
/** What people wrote, and the collections in which it is read. */
const texts: Record<string, string[]> = {
  '通知的正文只有收件人能读': ['notices'], '诉求的原文只有支部能读': ['appeals', 'inbox'], '答复的原文': ['appeals'], '接龙里带的备注': ['places'], '未参加的理由': ['places', 'inbox', 'activities'],
}

beforeAll(async () => {
  await startApi()
  await openGate()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
  await live()
}, 120_000)
afterAll(async () => {
  await closeGate()
  await stopApi()
})

/** A branch's life, with what goes wrong in it. */
async function live(): Promise<void> {
  const by = world.secretary.openid
  const branch = await freshBranch()
  const file = (people: FixturePerson[], format: 'xlsx' | 'xls' | 'csv') => rosterWorkbook(people, { branch: branch.name, format, edit: rows => { if (rows[1]) rows[1][3] = refusedId } })
  // Committed, changed, staged and left, taken back, given up, refused, died in the middle.
  await commit((await preview(branch.id, file(imported.slice(0, 6), 'csv'))).id)
  await commit((await preview(branch.id, file(imported.slice(0, 6).map(person => ({ ...person, phone: imported[7]!.phone, address: imported[7]!.address })), 'xls'))).id)
  const undone = await commit((await preview(branch.id, file(imported.slice(6, 9), 'xlsx'))).id)
  await call(keeper(), 'imports.undo', { importId: undone.id })
  await call(keeper(), 'imports.cancel', { importId: (await preview(branch.id, file(imported.slice(6, 9), 'csv'))).id })
  const staged = await preview(branch.id, file(imported.slice(6, 12), 'csv'))
  await call(keeper(), 'imports.problems', { importId: staged.id })
  await refusal(keeper(), 'imports.preview', { organisationId: branch.id, ...await uploaded(Buffer.from(`${imported[0]!.idNumber} ${imported[0]!.phone} ${imported[0]!.address}`)) })
  for (const n of [2, 5, 8]) {
    const cut = await uploaded(file(imported.slice(9, 12), 'csv'))
    await dieAt(n, n === 5, () => call(keeper(), 'imports.preview', { organisationId: branch.id, ...cut }))
    const { id } = await preview(branch.id, file(imported.slice(9, 12), 'csv'))
    await dieAt(n * 3, n === 5, () => call(keeper(), 'imports.commit', { importId: id }))
  }

  const { memberId } = await call(by, 'roster.add', { organisationId: world.branchId, name: '何打字', standing: 'full', ...typed })
  await call(by, 'roster.update', { memberId, version: 1, changes: later })
  for (const field of ['idNumber', 'phone'] as const) await refusal(by, 'roster.update', { memberId, version: 2, changes: { [field]: wrong[field] } })
  await refusal(by, 'roster.add', { organisationId: world.branchId, name: '何打字', standing: 'full', idNumber: later.idNumber, address: wrong.address })
  await refusal(by, 'roster.add', { organisationId: world.branchId, name: '长'.repeat(50), standing: 'full', ...wrong })
  for (const n of [1, 3, 5]) await dieAt(n, n === 3, () => call(by, 'roster.add', { organisationId: world.branchId, name: '何断线', standing: 'full', idNumber: fictitiousId('2004-04-04', '女', 9), address: wrong.address }))
  // Values in the wrong places.
  await reply('api', { action: typed.idNumber, input: typed, requestId: typed.phone }, by)
  await reply('api', { action: 'roster.get', input: { memberId: typed.idNumber }, requestId: typed.phone }, by)
  await reply('sheets', { action: 'imports.preview', input: { organisationId: branch.id, uploadId: typed.phone, fileId: typed.address, fileName: '名册.xlsx' } }, by)
  const { code } = await call(by, 'binding.setBranchCode', { organisationId: world.branchId, on: true })
  await refusal('o-guess', 'binding.claim', { branchCode: typed.phone, name: later.address, idTail: later.idNumber.slice(-4) })
  await refusal('o-guess', 'binding.peek', { code: later.idNumber })
  await call('o-claims', 'binding.claim', { branchCode: code!, name: '何打字', idTail: later.idNumber.slice(-4) })
  await call(by, 'binding.release', { memberId, reason: '换手机' })
  await bind(by, memberId, 'o-typed')
  await call(by, 'roster.archive', { memberId, reason: '转出' })
  await call(by, 'roster.restore', { memberId })

  const { noticeId } = await call(by, 'notices.post', { title: '标题', body: '通知的正文只有收件人能读' })
  await dieAt(3, false, () => call(by, 'notices.post', { title: '标题', body: '通知的正文只有收件人能读' }))
  await call(by, 'notices.mark', { noticeId, memberIds: [world.member.memberId], way: 'told' })
  const { appealId } = await call(world.member.openid, 'appeals.write', { text: '诉求的原文只有支部能读' })
  await call(by, 'appeals.answer', { appealId, text: '答复的原文', close: true })
  const activity = await call(by, 'activities.create', { title: '活动', place: '示例楼', startsAt: new Date(START.getTime() + 1_800_000).toISOString(), endsAt: new Date(START.getTime() + 7_200_000).toISOString() })
  await call(by, 'chains.record', { target: { kind: 'activity', id: activity.activityId }, entries: [{ memberId: world.member.memberId, answer: 'yes', note: '接龙里带的备注' }] })
  await call(by, 'activities.callOff', { activityId: activity.activityId, reason: '未参加的理由' })

  const { main: jobs } = await import('../../cloudfunctions/jobs')
  // What an upload left behind that broke off goes within a day; until then all is looked at as well.
  for (const minutes of [10, 90, 600, 1500, 1570]) {
    if (minutes === 1500) firstDay = await documents()
    await setNow(new Date(START.getTime() + minutes * 60_000))
    await jobs({}, contextOf())
  }
}

async function documents(): Promise<Map<string, string>> {
  const { collections } = await import('../../cloudfunctions/platform/collections')
  const { findAll } = await import('../../cloudfunctions/platform/database')
  return new Map(await Promise.all(collections.map(async ({ name }) => [name, JSON.stringify(await findAll(name, {}))] as const)))
}
const filesBelow = (folder: string): string[] => readdirSync(folder).flatMap(name => (statSync(join(folder, name)).isDirectory() ? filesBelow(join(folder, name)) : [join(folder, name)]))

test('every kind of document was written', async () => {
  const empty = [...firstDay].filter(([, text]) => text === '[]').map(([name]) => name)
  for (const name of ['members', 'identities', 'imports', 'import_chunks', 'audit', 'throttles', 'uploads', 'jobs', 'branch_codes', 'bindings', 'inbox', 'digests']) expect(empty).not.toContain(name)
  expect(printed.length).toBeGreaterThan(0)
})

test('no document holds an ID number, a telephone or an address', async () => {
  for (const [name, text] of [...firstDay, ...await documents()]) expect([name, secrets.filter(secret => text.includes(secret))]).toEqual([name, []])
})

test('what people wrote stands where it is read, and nowhere else', async () => {
  const found: Record<string, string[]> = {}
  const all = await documents()
  for (const text of Object.keys(texts)) found[text] = [...all].filter(([, stored]) => stored.includes(text)).map(([name]) => name)
  for (const [text, where] of Object.entries(texts)) expect([text, found[text]!.filter(name => !where.includes(name))]).toEqual([text, []])
  expect(Object.values(found).every(where => where.length > 0)).toBe(true)
})

test('an openid is kept where messages are sent from, and nowhere else', async () => {
  const holding = [...await documents()].filter(([, text]) => [world.secretary, world.member].some(person => text.includes(person.openid))).map(([name]) => name)
  expect(holding.filter(name => name !== 'access' && name !== 'consents')).toEqual([])
})

test('no file of the data folder holds any of it', () => {
  const files = filesBelow(dataFolder())
  expect(files.some(path => path.endsWith('data.mdb'))).toBe(true)
  for (const path of files) {
    const bytes = readFileSync(path)
    expect([path, secrets.filter(secret => bytes.includes(Buffer.from(secret)) || bytes.includes(Buffer.from(secret, 'utf16le')))]).toEqual([path, []])
  }
})

test('no log line holds any of it, a text or an openid', () => {
  const lines = printed.join('\n')
  expect([...secrets, ...Object.keys(texts), world.secretary.openid, world.member.openid].filter(secret => lines.includes(secret))).toEqual([])
})

test('no refusal repeats an ID number', async () => {
  for (const idNumber of [wrong.idNumber, '12345']) {
    const error = await call(world.secretary.openid, 'roster.add', { organisationId: world.branchId, name: '何错号', standing: 'full', idNumber }).catch((refused: unknown) => refused as ActionFailed)
    expect(error).toBeInstanceOf(ActionFailed)
    expect(JSON.stringify({ ...(error as ActionFailed), message: (error as ActionFailed).message })).not.toContain(idNumber)
  }
})
