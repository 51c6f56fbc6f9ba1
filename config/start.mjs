// `npm start`: installs what is missing, then starts the product on this machine (config/start.ts).
import { ensureInstalled } from './install.mjs'

try {
  await ensureInstalled()
  const [cjs, esm] = await Promise.all([import('tsx/cjs/api'), import('tsx/esm/api')])
  cjs.register()
  esm.register()
  await (await import('./start.ts')).start()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
