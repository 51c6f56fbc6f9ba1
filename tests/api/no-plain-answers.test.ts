/**
 * Every action is called in the name of a secretary, a member, an officer above and a secretary elsewhere, on a roster
 * full of ID numbers, telephones and addresses: none of them stands whole in an answer, a document or a log line; files
 * that hold them by purpose are known by their folder and gone after a day.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { inspect } from 'node:util'
import { contractList, type ListedAction } from '../../config/contracts'
import { call, contextOf, dataFolder, reply, setNow, START, startApi, stopApi } from '../support/api'
import { importsBy } from '../support/imports'
import { makeRecords, type Records } from '../support/records'
import { fictitiousId, fictitiousPeople, rosterWorkbook } from '../support/roster-workbook'
import { sampleInput } from '../support/sample-input'
import { makeWorld, proveFactor, type World } from '../support/world'

/** What is opened for whoever asked for it, with its reason, is in that answer and nowhere else; so is the own. */
const opening = ['privacy.reveal', 'privacy.own']
/** Files that are made to be carried away or were brought in: a telephone may stand in them, for a day. */
const mayHold = /(^|\/)(exports|uploads|collections|backfill|filled)\//

const printed: string[] = []
for (const kind of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) jest.spyOn(console, kind).mockImplementation((...parts: unknown[]) => { printed.push(parts.map(part => inspect(part, { depth: 20, maxStringLength: null })).join(' ')) })

let world: World
let own: Records
const { commit, freshBranch, preview } = importsBy(() => world)
const people = fictitiousPeople(12, 40)
const typed = { idNumber: fictitiousId('2003-03-03', '女', 7), phone: '19900007777', landline: '010-88887777', address: '示例省示例市打字路77号' }
const mine = { phone: '19900006666', landline: '010-88886666', address: '示例省示例市自改路66号' }
const secrets = [...people.flatMap(({ idNumber, phone, address }) => [idNumber, phone, address]), ...Object.values(typed), ...Object.values(mine)].filter(text => text.length > 8)
const idNumbers = [...people.map(({ idNumber }) => idNumber), typed.idNumber]

const answers: { action: string; text: string }[] = []
let filesOfTheDay: { path: string; held: string[] }[]

/** What stands in a file, also packed inside it. */
async function heldBy(path: string): Promise<string[]> {
  const bytes = readFileSync(path)
  const { unpackWorkbook } = await import('../../cloudfunctions/services/sheets-read/zip')
  const parts = bytes.subarray(0, 2).toString() === 'PK' ? [...(await unpackWorkbook(bytes)).values()] : [bytes]
  return secrets.filter(secret => parts.some(part => part.includes(Buffer.from(secret)) || part.includes(Buffer.from(secret, 'utf16le'))))
}
const filesBelow = (folder: string): string[] => readdirSync(folder).flatMap(name => (statSync(join(folder, name)).isDirectory() ? filesBelow(join(folder, name)) : [join(folder, name)]))
const allFiles = () => Promise.all(filesBelow(dataFolder()).map(async path => ({ path: relative(dataFolder(), path), held: await heldBy(path) })))

beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid)
  const branch = await freshBranch()
  await commit((await preview(branch.id, rosterWorkbook(people, { branch: branch.name }))).id)
  await preview(branch.id, rosterWorkbook(people.map(person => ({ ...person, phone: people[0]!.phone })), { branch: branch.name }))
  own = await makeRecords({ secretary: world.secretary, author: world.member, subject: world.probationary }, { organisationId: world.branchId, groupId: world.groupId }, 200)
  const { version } = await call(world.secretary.openid, 'roster.get', { memberId: world.probationary.memberId })
  await call(world.secretary.openid, 'roster.update', { memberId: world.probationary.memberId, version, changes: typed })
  await call(world.member.openid, 'corrections.contact', { version: (await call(world.member.openid, 'corrections.mine', {})).version, changes: mine })
  // What only reads comes first, what ends something last: so that each finds what it is asked about.
  const ends = /\.(leave|release|archive|end|withdraw|callOff|cancel|undo|reverse|dissolve|merge|split|stop|notMe)/
  const rank = ({ kind, name }: ListedAction): number => (kind === 'read' ? 0 : ends.test(name) ? 2 : 1)
  for (const action of contractList().sort((a, b) => rank(a) - rank(b))) {
    for (const { openid, memberId } of [world.secretary, world.founder, world.member, world.otherSecretary]) {
      const records: Records = openid === world.member.openid ? { ...own, memberId } : own
      for (const organisationId of action.kind === 'read' ? [own.organisationId, branch.id] : [own.organisationId]) {
        const input = sampleInput(action.input, field => (field === 'target' ? { kind: 'activity', id: own.activityId } : field === 'organisationId' ? organisationId : records[field as keyof Records]))
        answers.push({ action: action.name, text: JSON.stringify(await reply(action.runs, { action: action.name, input, requestId: `scan-${answers.length}-of-all` }, openid)) })
      }
    }
  }
  for (const id of [own.organisationId, branch.id]) await call(world.founder.openid, 'exports.roster', { organisationId: id }).catch(() => undefined)
  filesOfTheDay = await allFiles()
  const { main: jobs } = await import('../../cloudfunctions/jobs')
  for (const minutes of [5, 1500, 1505, 1570]) {
    await setNow(new Date(START.getTime() + minutes * 60_000))
    await jobs({}, contextOf())
  }
}, 240_000)
afterAll(stopApi)

test('every action was called, and most of them did something', () => {
  const served = new Set(answers.filter(({ text }) => text.startsWith('{"ok":true')).map(({ action }) => action))
  expect(new Set(answers.map(({ action }) => action)).size).toBe(contractList().length)
  expect(served.size).toBeGreaterThan(contractList().length / 2)
})

test('no answer holds an ID number, a telephone or an address', () => {
  const wrong = answers.filter(({ action }) => !opening.includes(action)).flatMap(({ action, text }) => secrets.filter(secret => text.includes(secret)).map(secret => `${action}: ${secret}`))
  expect([...new Set(wrong)]).toEqual([])
})

test('no document holds one', async () => {
  const { collections } = await import('../../cloudfunctions/platform/collections')
  const { findAll } = await import('../../cloudfunctions/platform/database')
  for (const { name } of collections) {
    const text = JSON.stringify(await findAll(name, {}))
    expect([name, secrets.filter(secret => text.includes(secret))]).toEqual([name, []])
  }
})

test('files that hold some stand in known folders, an ID number only in what was brought in, and a day later they are gone', async () => {
  const holding = filesOfTheDay.filter(({ held }) => held.length > 0)
  expect(holding.filter(({ path }) => !mayHold.test(path)).map(({ path, held }) => `${path}: ${held.join()}`)).toEqual([])
  expect(holding.some(({ path }) => path.includes('exports/'))).toBe(true)
  expect(holding.filter(({ path, held }) => !path.includes('uploads/') && held.some(secret => idNumbers.includes(secret))).map(({ path }) => path)).toEqual([])
  expect((await allFiles()).filter(({ held }) => held.length > 0).map(({ path, held }) => `${path}: ${held.slice(0, 2).join()}`)).toEqual([])
})

test('no log line holds one', () => {
  const lines = printed.join('\n')
  expect(secrets.filter(secret => lines.includes(secret))).toEqual([])
})
