/** A roster leaves as the official .xlsx: who may, what is in it, what is recorded, and that it is gone after a day. */
import * as XLSX from '@e965/xlsx'
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { importsBy, stored } from '../support/imports'
import { paceOf } from '../support/pace'
import { fictitiousPeople, rosterWorkbook } from '../support/roster-workbook'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const { commit, freshBranch, keeper, preview } = importsBy(() => world)
const hours = (n: number): Date => new Date(START.getTime() + n * 3_600_000)
async function fetched(link: string): Promise<Buffer> {
  const response = await fetch(link)
  if (!response.ok) throw new Error(`the link answers ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}
const rowsOf = (bytes: Buffer): (string | number)[][] => {
  const book = XLSX.read(bytes)
  return XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!, { header: 1, defval: '' })
}

test('a messy roster, imported, exported and imported again: nothing changes', async () => {
  const branch = await freshBranch()
  const people = fictitiousPeople(23, 100)
  await commit((await preview(branch.id, rosterWorkbook(people, { messy: true, branch: branch.name, damagedIds: [2] }))).id)
  await call(keeper(), 'roster.add', { organisationId: branch.id, name: '迪丽努尔•示例', standing: 'full', phone: '010-88886666', job: '（兼）党务，=SUM(A1)', address: '@示例路１号' })
  const before = await stored()
  for (const extras of [false, true]) {
    const made = await call(keeper(), 'exports.roster', { organisationId: branch.id, extras })
    expect(made).toMatchObject({ people: 24, fileName: `${branch.name}_党员基本信息汇总表_20261120.xlsx`, until: '2026-11-20T01:10:00.000Z' })
    const bytes = await fetched(made.link)
    const rows = rowsOf(bytes)
    expect(rows[3]).toHaveLength(extras ? 33 : 20)
    expect(rows.flat()).toEqual(expect.arrayContaining([people[0]!.phone, people[0]!.address, '迪丽努尔·示例', '（兼）党务，=SUM(A1)', '010-88886666']))
    expect(rows.at(-1)![0]).toContain('填表人：周明远　导出时间：2026年11月20日 09:00　共24人')
    expect(JSON.stringify(rows)).not.toMatch(/990101\d{11}/)
    const again = await preview(branch.id, bytes)
    expect(again).toMatchObject({ counts: { new: 0, changed: 0, unchanged: 24, refused: 0 }, total: 0, headerRow: 4, sheetName: '党员基本信息汇总表' })
  }
  expect((await stored()).members).toEqual(before.members)
})

test('only some of them; from above everybody below, each under the own branch', async () => {
  const branch = await freshBranch()
  const people = fictitiousPeople(10, 200)
  await commit((await preview(branch.id, rosterWorkbook(people, { branch: branch.name }))).id)
  const some = await call(keeper(), 'exports.roster', { organisationId: branch.id, filter: { standing: 'probationary' } })
  expect(some.people).toBe(people.filter(({ standing }) => standing === '预备党员').length)
  const all = await call(keeper(), 'exports.roster', { organisationId: world.committeeId })
  const { count } = await import('../../cloudfunctions/platform/database')
  expect(all.people).toBe(await count('members', { archived: false }))
  const rows = rowsOf(await fetched(all.link)).slice(4, -1)
  expect(new Set(rows.map(row => row[2])).size).toBeGreaterThan(2)
  expect(rows.filter(row => row[2] === branch.name).map(row => row[1]).sort()).toEqual(people.map(({ name }) => name).sort())
  expect(rows.map(row => row[0])).toEqual(rows.map((_, i) => i + 1))
})

test('who may not, and what cannot be exported', async () => {
  for (const person of [world.member, world.leader, world.officer]) expect(await refusal(person.openid, 'exports.roster', { organisationId: world.branchId })).toBe('forbidden')
  expect(await refusal(world.stranger, 'exports.roster', { organisationId: world.branchId })).toBe('notBound')
  expect(await refusal(world.secretary.openid, 'exports.roster', { organisationId: world.branchId })).toBe('secondFactorNotSet')
  await proveFactor(world.secretary.openid)
  for (const organisationId of [world.otherBranchId, world.committeeId, world.groupId, 'nowhere']) expect(await refusal(world.secretary.openid, 'exports.roster', { organisationId })).toBe('notFound')
  expect(await refusal(world.secretary.openid, 'exports.roster', { organisationId: world.branchId, filter: { standing: 'other' as never } })).toBe('badInput')
  await setNow(hours(0.5))
  expect(await refusal(world.secretary.openid, 'exports.roster', { organisationId: world.branchId })).toBe('secondFactorNeeded')
  await setNow(START)
  const empty = await freshBranch()
  expect(await refusal(keeper(), 'exports.roster', { organisationId: empty.id })).toBe('exportEmpty')
  expect((await call(keeper(), 'exports.list', { organisationId: empty.id })).items.filter(({ organisationName }) => organisationName === empty.name)).toEqual([])
})

test('a repeat of the same tap answers the same file; each export has its line, without anybody in it', async () => {
  const branch = await freshBranch()
  const people = fictitiousPeople(3, 300)
  await commit((await preview(branch.id, rosterWorkbook(people, { branch: branch.name }))).id)
  const first = await call(keeper(), 'exports.roster', { organisationId: branch.id }, 'tap-of-export')
  expect((await call(keeper(), 'exports.roster', { organisationId: branch.id }, 'tap-of-export')).exportId).toBe(first.exportId)
  expect((await call(keeper(), 'exports.roster', { organisationId: branch.id, filter: { standing: 'full' } }, 'tap-of-export')).exportId).not.toBe(first.exportId)
  const { items } = await call(keeper(), 'exports.list', { organisationId: branch.id })
  const own = items.filter(({ organisationName }) => organisationName === branch.name)
  expect(own).toHaveLength(2)
  expect(own).toContainEqual({ id: first.exportId, organisationName: branch.name, at: START.toISOString(), byName: '周明远', people: 3, standing: null, fileName: first.fileName, kept: true })
  const { read, findAll } = await import('../../cloudfunctions/platform/database')
  const record = JSON.stringify(await read('exports', first.exportId))
  for (const { name, phone } of people) { expect(record).not.toContain(name); expect(record).not.toContain(phone) }
  expect((await findAll('audit', { action: 'exports.roster' })).some(line => line.subjects.organisationId === branch.id)).toBe(true)
})

test('a branch sees what was exported further up, not what another branch did; members see no list', async () => {
  await call(keeper(), 'exports.roster', { organisationId: world.committeeId })
  await call(keeper(), 'exports.roster', { organisationId: world.otherBranchId })
  const { items } = await call(world.officer.openid, 'exports.list', {})
  expect(items.some(({ organisationName }) => organisationName.startsWith('示例大学信息学院党委'))).toBe(true)
  expect(items.some(({ organisationName }) => organisationName === '硕士第二党支部')).toBe(false)
  expect(await refusal(world.officer.openid, 'exports.list', { organisationId: world.otherBranchId })).toBe('notFound')
  expect(await refusal(world.member.openid, 'exports.list', {})).toBe('forbidden')
  const seen: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await call(keeper(), 'exports.list', { organisationId: world.committeeId, limit: 1, cursor })
    seen.push(...page.items.map(({ id }) => id))
    if (!page.next) break
    cursor = page.next
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBeGreaterThan(1)
})

test('after a day the file is gone, the line stays; what was cut off leaves nothing', async () => {
  const { clearExports } = await import('../../cloudfunctions/modules/exports/clear')
  const { put, read } = await import('../../cloudfunctions/platform/database')
  const { linkTo, storeFile } = await import('../../cloudfunctions/platform/files')
  const made = await call(keeper(), 'exports.roster', { organisationId: world.otherBranchId }, 'tap-of-old-export')
  const record = (await read('exports', made.exportId))!
  // A call that had stored the file and was stopped before it could say so.
  const cut = await storeFile('exports/cut/cut.xlsx', Buffer.from('示例'))
  await put('exports', { ...record, _id: 'cut', cloudPath: 'exports/cut/cut.xlsx', fileId: null, state: 'making' })
  expect((await call(keeper(), 'exports.list', { organisationId: world.otherBranchId })).items.some(({ id }) => id === 'cut')).toBe(false)
  expect(await clearExports(hours(24))).toBe(0)
  expect((await fetched(made.link)).length).toBeGreaterThan(1000)
  expect(await clearExports(new Date(hours(24).getTime() + 1))).toBeGreaterThanOrEqual(2)
  expect(await clearExports(new Date(hours(24).getTime() + 1))).toBe(0)
  await expect(fetched(made.link)).rejects.toThrow('answers')
  expect(await linkTo([cut, record.fileId!])).toEqual(['', ''])
  expect(await read('exports', 'cut')).toBeNull()
  expect((await call(keeper(), 'exports.list', { organisationId: world.otherBranchId })).items.find(({ id }) => id === made.exportId)).toMatchObject({ kept: false, people: 2 })
  expect(await refusal(keeper(), 'exports.list', { organisationId: 'nowhere' })).toBe('notFound')
})

test('10,000 people fit into one call and one import; one more is told to go by branches', async () => {
  const branch = await freshBranch()
  const { db, find } = await import('../../cloudfunctions/platform/database')
  await commit((await preview(branch.id, rosterWorkbook(fictitiousPeople(1, 390), { branch: branch.name }))).id)
  const { _id, ...one } = (await find('members', { organisationId: branch.id }, { limit: 1 }))[0]!
  const many = Array.from({ length: 9_999 }, (__, i) => ({ ...one, _id: `crowd${i}`, name: `示例${i}`, sortKey: `shili${String(i).padStart(5, '0')}_crowd${i}`, studentNumber: `9${i}`, idHash: null }))
  for (let at = 0; at < many.length; at += 500) await db.collection('members').add(many.slice(at, at + 500))
  let made: Awaited<ReturnType<typeof call<'exports.roster'>>> | undefined
  let operations = 0
  const pace = await paceOf(async () => { operations = await operationsOf(async () => { made = await call(keeper(), 'exports.roster', { organisationId: branch.id, extras: true }) }) })
  expect(pace).toBeLessThan(150)
  // Pages of 1,000, as many notes of who is in the file, and a dozen around them.
  expect(operations).toBeLessThanOrEqual(32)
  expect(made!.people).toBe(10_000)
  const { parseRoster } = await import('../../cloudfunctions/modules/imports/parse')
  expect((await parseRoster(await fetched(made!.link), branch.name, '2026-11-20')).rows).toHaveLength(10_000)
  await db.collection('members').add({ ...many[0], _id: 'onemore', sortKey: 'zz_onemore' })
  expect(await refusal(keeper(), 'exports.roster', { organisationId: branch.id })).toBe('exportTooMany')
}, 120_000)
