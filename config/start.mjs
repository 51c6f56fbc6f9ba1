// `npm start`: installs what is missing, then starts the product on this machine (config/start.ts).
import { createRequire } from 'node:module'
import { ensureInstalled } from './install.mjs'

try {
  await ensureInstalled()
  // Both kinds of loading: `require` for the start itself, `import()` for what the local cloud loads when first asked.
  ;(await import('tsx/cjs/api')).register()
  ;(await import('tsx/esm/api')).register()
  await createRequire(import.meta.url)('./start.ts').start()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
