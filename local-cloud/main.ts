import { parseArgs } from 'node:util'
import { messageOf } from './errors'
import { startLocalCloud } from './index'

/** `npm run local-cloud -- --port 4801 --data DIR …` */

const USAGE = 'npm run local-cloud -- --data DIR [--port 4801] [--env ID] [--functions DIR] [--config FILE] [--collections FILE] [--hosting DIR] [--code-page-url TEMPLATE] [--no-timers] [--no-sync] [--latency MS] [--cold-start MS] [--faults conflict=0.05,timeout=0.01,unavailable=0.01] [--seed N]'

function number(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d+$/.test(text)) throw new Error(`a whole number was expected, not ${text}`)
  return Number(text)
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: { port: text, data: text, env: text, functions: text, config: text, collections: text, hosting: text, 'code-page-url': text, 'no-timers': { type: 'boolean' }, 'no-sync': { type: 'boolean' }, latency: text, 'cold-start': text, faults: text, seed: text, help: { type: 'boolean' } },
  })
  if (values.help || !values.data) {
    console.log(USAGE)
    if (!values.help) process.exitCode = 2
    return
  }
  const cloud = await startLocalCloud({
    port: number(values.port),
    dataDir: values.data,
    env: values.env,
    functionsDir: values.functions,
    functionsConfig: values.config,
    collections: values.collections,
    hosting: values.hosting,
    codePageUrl: values['code-page-url'],
    timers: !values['no-timers'],
    sync: !values['no-sync'],
    latency: number(values.latency),
    coldStart: number(values['cold-start']),
    faults: values.faults,
    seed: number(values.seed),
  })
  console.log(`local cloud: ${cloud.url} (SDK: ${cloud.url}/admin, window: ${cloud.url}/_/)`)
  let closing = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closing) return
      closing = true
      cloud.close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(messageOf(error))
          process.exit(1)
        },
      )
    })
  }
}

main().catch((error: unknown) => {
  console.error(messageOf(error))
  process.exit(1)
})
