/** A roster import of 2,000 rows beside 2,000 bare inserts through the SDK, and the memory of one of 10,000, in the built function. */
import { fork, type ChildProcess } from 'node:child_process'
import { join, resolve } from 'node:path'
import { call, contextOf, startApi, stopApi, upload } from '../../tests/support/api'
import { fictitiousPeople, rosterWorkbook } from '../../tests/support/roster-workbook'
import { makeWorld } from '../../tests/support/world'
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'
import type { Figure } from './report'

const root = resolve(__dirname, '../..')
interface Answer<A extends ActionName> { reply: { ok: true; data: OutputOf<A> } | { ok: false; error: { message: string } }; milliseconds: number; megabytes: number }
/** As the function's own context: the sheets function runs with 512 MB. */
const spawnSheets = (): ChildProcess => fork(join(__dirname, 'import-child.cjs'), [join(root, 'dist/cloudfunctions/sheets/index.js')], { execArgv: ['--max-old-space-size=512'] })

async function ask<A extends ActionName>(child: ChildProcess, openid: string, action: A, input: InputOf<A>): Promise<Answer<A> & { data: OutputOf<A> }> {
  const answer = await new Promise<Answer<A>>((done, fail) => {
    child.once('message', message => done(message as Answer<A>))
    child.once('exit', code => fail(new Error(`the function's process ended (${code})`)))
    child.send({ event: { action, input, requestId: `bench-${Date.now()}-import` }, context: contextOf(openid) })
  })
  if (!answer.reply.ok) throw new Error(`${action}: ${answer.reply.error.message}`)
  return { ...answer, data: answer.reply.data }
}

/** Milliseconds that 2,000 documents take one after another, as a program without care would write them, and in one request. */
async function bareInserts(n: number): Promise<number> {
  const { db } = await import('../../cloudfunctions/platform/database')
  const document = { name: '示例', organisationId: 'bare', archived: false, sortKey: 'shili', searchKeys: ['shili'], birthday: '2000-01-01', phoneMasked: '199****0000', job: '学生'.repeat(10) }
  const started = performance.now()
  for (let i = 0; i < n; i++) await db.collection('nicknames').add({ ...document, _id: `bare${i}` })
  return performance.now() - started
}

export async function measureImports(): Promise<Figure[]> {
  await startApi()
  // The functions run in a process of their own, by the real clock.
  try {
    const { secretary, branchId } = await makeWorld('import')
    const bare = { name: '2,000 bare inserts', value: await bareInserts(2000) }
    const tenThousand = { name: '10,000 bare inserts, from 2,000', value: 5 * bare.value }
    const dryRun = async (people: number, from: number) => {
      const { uploadId, cloudPath } = await call(secretary.openid, 'files.issueUpload', { purpose: 'roster', fileName: '名册.xlsx', size: 500_000 })
      const fileId = await upload(secretary.openid, cloudPath, rosterWorkbook(fictitiousPeople(people, from)))
      const child = spawnSheets()
      const preview = await ask(child, secretary.openid, 'imports.preview', { organisationId: branchId, uploadId, fileId, fileName: '名册.xlsx' })
      // A few of many fictitious people share a birthday and a number; the rest must be new.
      if (preview.data.counts.new < people * 0.98) throw new Error(`${preview.data.counts.new} of ${people} rows are new`)
      return { child, preview }
    }
    const commitAll = async (child: ChildProcess, importId: string) => {
      let milliseconds = 0
      for (;;) {
        const step = await ask(child, secretary.openid, 'imports.commit', { importId })
        milliseconds += step.milliseconds
        if (step.data.state === 'done') return { milliseconds, megabytes: step.megabytes }
      }
    }
    const small = await dryRun(2000, 0)
    const committed = await commitAll(small.child, small.preview.data.id)
    small.child.kill()
    const large = await dryRun(10_000, 5000)
    const done = await commitAll(large.child, large.preview.data.id)
    large.child.kill()
    return [
      { name: 'import of 2,000 rows, dry run', value: small.preview.milliseconds, unit: 'ms', baseline: bare, budget: { atMost: 10, of: 'ratio' } },
      { name: 'import of 2,000 rows, commit', value: committed.milliseconds, unit: 'ms', baseline: bare, budget: { atMost: 10, of: 'ratio' } },
      { name: 'import of 10,000 rows, dry run', value: large.preview.milliseconds, unit: 'ms', baseline: tenThousand, budget: { atMost: 10, of: 'ratio' } },
      { name: 'import of 10,000 rows, commit', value: done.milliseconds, unit: 'ms', baseline: tenThousand, budget: { atMost: 10, of: 'ratio' } },
      { name: 'import of 10,000 rows, memory', value: Math.max(large.preview.megabytes, done.megabytes), unit: 'MB', budget: { atMost: 400, of: 'value' } },
    ]
  } finally {
    await stopApi()
  }
}
