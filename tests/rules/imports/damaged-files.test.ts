import fc from 'fast-check'
import { parseRoster } from '../../../cloudfunctions/modules/imports/parse'
import { Refused } from '../../../cloudfunctions/platform/errors'
import { paceOf } from '../../support/pace'
import { fictitiousPeople, rosterWorkbook } from '../../support/roster-workbook'

const files = (['xlsx', 'xls', 'csv', 'csv-gb18030'] as const).map(format => rosterWorkbook(fictitiousPeople(12), { format, messy: true, branch: '软件本科生第一党支部' }))

/** A file as a bad disk or a broken connection leaves it: bytes changed, cut short, or moved. */
const damaged = fc.record({ file: fc.constantFrom(...files), cut: fc.double({ min: 0, max: 1, noNaN: true }), whole: fc.boolean(), bytes: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 30 }) })
  .map(({ file, cut, whole, bytes }) => {
    const copy = Buffer.from(whole ? file : file.subarray(0, Math.floor(file.length * cut)))
    for (const [at, value] of bytes) if (copy.length > 0) copy[Math.min(Math.floor(at * copy.length), copy.length - 1)] = value
    return copy
  })

test('a damaged file is read or refused with a sentence, never an unknown error, and never takes long', async () => {
  await fc.assert(fc.asyncProperty(damaged, async bytes => {
    const pace = await paceOf(() => parseRoster(bytes, '软件本科生第一党支部', '2026-11-20').catch(error => { if (!(error instanceof Refused)) throw error }))
    expect(pace).toBeLessThan(30)
  }), { numRuns: process.env.SOAK ? 5000 : 300 })
}, 600_000)

test('random bytes and random text', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 3000 }).map(bytes => Buffer.from(bytes)), fc.string({ unit: 'binary', maxLength: 2000 }).map(text => Buffer.from(text)), fc.uint8Array({ maxLength: 2000 }).map(bytes => Buffer.concat([Buffer.from('PK\u0003\u0004'), bytes]))), async bytes => {
    await parseRoster(bytes, '', '2026-11-20').catch(error => { if (!(error instanceof Refused)) throw error })
  }), { numRuns: 300 })
})

test.each([['one line of ten million commas', ','.repeat(10_000_000)], ['a header and one endless line', `姓名,人员类别\n王建国,正式党员${','.repeat(5_000_000)}`], ['an open quote', `姓名,人员类别\n"${'x'.repeat(5_000_000)}`], ['five million empty lines', '\n'.repeat(5_000_000)]])('%s', async (_, text) => {
  const pace = await paceOf(() => parseRoster(Buffer.from(text), '', '2026-11-20').catch(error => { if (!(error instanceof Refused)) throw error }))
  // The longest is a header and one endless line: some fourteen times.
  expect(pace).toBeLessThan(80)
}, 60_000)
