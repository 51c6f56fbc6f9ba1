/** A key is changed: every sealed value is rewritten, whatever breaks off or is edited meanwhile, until the old key can be taken out. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, setNow, START, startApi, stopApi } from '../support/api'
import { importsBy } from '../support/imports'
import { fictitiousPeople, rosterWorkbook } from '../support/roster-workbook'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  jest.spyOn(console, 'info').mockImplementation((line: unknown) => { logged.push(line) })
}, 60_000)
afterAll(stopApi)

const logged: unknown[] = []
const { commit, freshBranch, keeper, preview } = importsBy(() => world)
const bytes = (n: number): string => Buffer.alloc(32, n).toString('base64')
const keys: Record<string, string> = { k1: bytes(7), k2: bytes(8), k3: bytes(6) }
/** The setting as a deployment changes it: which key seals, and which others still open. */
const use = (current: string, ...others: string[]): void => { process.env.ZHIBU_KEYS = JSON.stringify({ current, keys: Object.fromEntries([current, ...others].map(name => [name, keys[name]])), hash: bytes(9) }) }
const minutes = (n: number): Date => new Date(START.getTime() + n * 60_000)
const LONG_AGO = new Date(0)
const rotate = async (at: number, batch?: number) => (await import('../../cloudfunctions/modules/privacy/rotation')).rotateKeys(minutes(at), LONG_AGO, batch)
const untilIdle = async (at: number) => (await import('../../cloudfunctions/modules/privacy/rotation')).rotateKeys(minutes(at), new Date(Date.now() + 1500))

async function documents(): Promise<Map<string, unknown[]>> {
  const { collections } = await import('../../cloudfunctions/platform/collections')
  const { findAll } = await import('../../cloudfunctions/platform/database')
  return new Map(await Promise.all(collections.map(async ({ name }) => [name, await findAll(name, {})] as const)))
}
/** Where a sealed value stands, by its shape alone: `members.phone`, and the key that sealed it. */
function* sealedIn(value: unknown, path: string): Generator<[string, string]> {
  const [, key] = typeof value === 'string' ? /^(k\d)\.[\w-]{38,}$/.exec(value) ?? [] : []
  if (key) yield [path, key]
  else if (value && typeof value === 'object' && !(value instanceof Date)) for (const [name, inner] of Object.entries(value)) yield* sealedIn(inner, Array.isArray(value) ? path : `${path}.${name}`)
}
const sealedNow = async (): Promise<[string, string][]> => [...await documents()].flatMap(([name, list]) => list.flatMap(document => [...sealedIn(document, name)]))
const keysInStore = async (): Promise<string[]> => [...new Set((await sealedNow()).map(([, key]) => key))].sort()

test('the list names every sealed field of the documents\' types', async () => {
  const { sealedFields } = await import('../../cloudfunctions/platform/sealed-fields')
  const folder = join(__dirname, '../../cloudfunctions/platform')
  const text = readdirSync(folder).filter(name => name.startsWith('documents')).map(name => readFileSync(join(folder, name), 'utf8')).join('\n')
  const typed = new Set([...text.matchAll(/(\w+)\??: Sealed\b/g)].map(([, field]) => field!))
  expect([...typed].filter(field => !Object.values(sealedFields).flat().some(listed => listed.split('.').at(-1) === field))).toEqual([])
})

test('broken off after every step, with edits in between, nothing is lost and the old key can go', async () => {
  const by = world.secretary.openid
  await proveFactor(by)
  const branch = await freshBranch()
  const people = fictitiousPeople(14, 300)
  await commit((await preview(branch.id, rosterWorkbook(people, { branch: branch.name }))).id)
  // Images of who they were before, which the undo of an import puts back, hold sealed values inside.
  const changed = await commit((await preview(branch.id, rosterWorkbook(people.map(person => ({ ...person, address: `${person.address}（新）` })), { branch: branch.name }))).id)
  await preview(branch.id, rosterWorkbook(fictitiousPeople(5, 700), { branch: branch.name }))
  await call(by, 'roster.update', { memberId: world.member.memberId, version: 1, changes: { phone: '19900001111', landline: '010-88881111', address: '示例省示例市旧址路1号' } })
  await call(by, 'binding.setBranchCode', { organisationId: world.branchId, on: true })
  await call(by, 'roster.bulk', { organisationId: world.branchId, memberIds: [world.member.memberId], className: '示例班' })
  await call(by, 'activities.create', { title: '活动', place: '示例楼', startsAt: minutes(30).toISOString(), endsAt: minutes(120).toISOString() })
  await call(world.probationary.openid, 'corrections.ask', { changes: { job: '教师' }, note: '换了工作' })
  const { sealedFields } = await import('../../cloudfunctions/platform/sealed-fields')
  const listed = Object.entries(sealedFields).flatMap(([name, fields]) => fields.map(field => `${name}.${field}`))
  expect([...new Set((await sealedNow()).map(([path]) => path))].filter(path => !listed.includes(path))).toEqual([])
  expect(await rotate(0)).toBeNull()

  use('k2', 'k1')
  let edits = 0
  for (let steps = 0; steps < 400; steps++) {
    // Somebody edits whom the job is about to rewrite, and a call of the former settings still seals with the old key.
    if (steps % 9 === 4 && edits < 6) {
      edits++
      const version = (await call(by, 'roster.get', { memberId: world.member.memberId })).version
      if (edits === 3) use('k1', 'k2')
      await Promise.all([call(by, 'roster.update', { memberId: world.member.memberId, version, changes: { phone: `1990000200${edits}` } }), edits === 3 ? null : rotate(1, 3)])
      use('k2', 'k1')
    } else await rotate(1, 3)
    const state = await rotate(1, 3)
    if (edits >= 6 && state!.passStartedAt === null) break
  }
  // All is rewritten, but nothing is promised while calls of the former settings may still run.
  expect([await keysInStore(), (await rotate(15))!.safeAt]).toEqual([['k2'], null])
  expect(logged).toEqual([])
  expect((await untilIdle(16))!.safeAt).toEqual(minutes(16))
  expect(logged).toMatchObject([{ keyRotation: 'k2', safeToTakeOut: ['k1'], lost: 0 }])

  use('k2')
  expect(await rotate(17)).toBeNull()
  await setNow(minutes(5))
  expect(await call(world.member.openid, 'privacy.own', { item: 'phone' })).toEqual({ value: '19900002006' })
  expect(await call(world.member.openid, 'privacy.own', { item: 'landline' })).toEqual({ value: '010-88881111' })
  expect(await call(world.member.openid, 'privacy.own', { item: 'address' })).toEqual({ value: '示例省示例市旧址路1号' })
  expect((await call(by, 'binding.branchCode', { organisationId: world.branchId })).code).toMatch(/^\w+/)
  expect((await call(by, 'corrections.list', {})).items).toMatchObject([{ proposed: '教师', note: '换了工作' }])
  // The import that was committed before the change is taken back after it: what it puts back opens with the new key.
  await call(keeper(), 'imports.undo', { importId: changed.id })
  const { findAll } = await import('../../cloudfunctions/platform/database')
  const { openText } = await import('../../cloudfunctions/platform/secrets')
  const addresses = (await findAll('members', { organisationId: branch.id })).map(({ address }) => (address ? openText(address) : null))
  expect(addresses.sort()).toEqual(people.map(({ address }) => address).sort())
})

test('a value that comes late with the old key is found by the daily proof, and then nothing is promised', async () => {
  use('k3', 'k2')
  for (const at of [0, 15]) await untilIdle(at)
  const read = async () => (await (await import('../../cloudfunctions/platform/database')).read('key_rotations', 'k3'))!
  expect((await read()).safeAt).toEqual(minutes(15))
  use('k2', 'k3')
  const { version } = await call(world.member.openid, 'corrections.mine', {})
  await call(world.member.openid, 'corrections.contact', { version, changes: { phone: '19900003333' } })
  use('k3', 'k2')
  await untilIdle(60)
  expect([(await read()).safeAt, await keysInStore()]).toEqual([minutes(15), ['k2', 'k3']])
  await untilIdle(15 + 1440)
  expect(await keysInStore()).toEqual(['k3'])
  expect((await read()).safeAt).toEqual(minutes(15 + 1440))
})

test('two that run at once rewrite everything once; a value that no key opens is told and stands in nobody\'s way', async () => {
  const { put, read } = await import('../../cloudfunctions/platform/database')
  const branchCode = (await read('branch_codes', world.branchId))!
  await put('branch_codes', { ...branchCode, _id: 'damaged', codeHash: 'damaged', code: `k2.${'A'.repeat(60)}` })
  use('k1', 'k3')
  await Promise.all([untilIdle(0), untilIdle(0), untilIdle(0)])
  const after = await untilIdle(20)
  expect(after).toMatchObject({ safeAt: minutes(20), lost: 1 })
  expect((await sealedNow()).filter(([, key]) => key !== 'k1')).toEqual([['branch_codes.code', 'k2']])
})
