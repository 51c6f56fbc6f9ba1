/**
 * Prepares a CloudBase environment: collections, indexes and access rules from the one list, then a founding code.
 * Written from the sources of @cloudbase/manager-node and not yet tried against a live environment.
 *
 *   npm run deploy -- --new-keys   prints fresh keys for .env.local (once per environment)
 *   npm run deploy                 creates what is missing and prints a founding code
 *
 * Reads CLOUD_ENV, TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY and ZHIBU_KEYS from .env.local or the environment.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { collections } from '../cloudfunctions/platform/collections'
import { newKeys } from './keys'

const root = resolve(__dirname, '..')

/** The part of @cloudbase/manager-node that is used. */
interface Manager {
  database: {
    createCollectionIfNotExists(name: string): Promise<unknown>
    checkIndexExists(name: string, index: string): Promise<{ Exists?: boolean }>
    updateCollection(name: string, options: { CreateIndexes: { IndexName: string; MgoKeySchema: { MgoIsUnique: boolean; MgoIndexKeys: { Name: string; Direction: string }[] } }[] }): Promise<unknown>
  }
  commonService(): { call(request: { Action: string; Param: Record<string, string> }): Promise<unknown> }
}

class Stop extends Error {}

/** Names and values of .env.local; what the environment has already stays. */
function readEnvFile(): void {
  const file = join(root, '.env.local')
  if (!existsSync(file)) return
  for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
    const [, name, value] = /^\s*([A-Z_][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name && process.env[name] === undefined) process.env[name] = value!.replace(/^(['"])(.*)\1$/, '$2')
  }
}

const need = (name: string): string => process.env[name] || stop(`${name} is not set. Write it into .env.local or the environment; the README says which values are needed.`)

function stop(sentence: string): never {
  throw new Stop(sentence)
}

async function managerFor(envId: string): Promise<Manager> {
  const name = '@cloudbase/manager-node'
  const module = await import(name).catch(() => stop(`${name} is not installed: run "npm install --no-save ${name}", then this command again.`)) as { default?: unknown }
  const Constructor = (module.default ?? module) as new (options: object) => Manager
  return new Constructor({ secretId: need('TENCENTCLOUD_SECRETID'), secretKey: need('TENCENTCLOUD_SECRETKEY'), envId })
}

async function createCollections(manager: Manager, envId: string): Promise<void> {
  for (const { name, acl, indexes } of collections) {
    await manager.database.createCollectionIfNotExists(name)
    for (const index of indexes) {
      if ((await manager.database.checkIndexExists(name, index.name)).Exists) continue
      await manager.database.updateCollection(name, {
        CreateIndexes: [{
          IndexName: index.name,
          MgoKeySchema: { MgoIsUnique: index.unique, MgoIndexKeys: index.keys.map(({ field, direction }) => ({ Name: field, Direction: String(direction) })) },
        }],
      })
    }
    await manager.commonService().call({ Action: 'ModifyDatabaseACL', Param: { EnvId: envId, CollectionName: name, AclTag: acl } })
    console.log(`${name}: ${indexes.length} indexes, ${acl}`)
  }
}

async function deploy(): Promise<void> {
  if (process.argv.includes('--new-keys')) {
    // Base64, because the CloudBase CLI pastes values into a JSON file without escaping them.
    console.log(`ZHIBU_KEYS=${Buffer.from(newKeys()).toString('base64')}`)
    console.error('Keep this line in .env.local and in a safe place: without it nothing that was encrypted can be read again.')
    return
  }
  readEnvFile()
  const envId = need('CLOUD_ENV')
  const keys = need('ZHIBU_KEYS')
  process.env.TCB_ENV = envId
  process.env.ZHIBU_KEYS = keys.startsWith('{') ? keys : Buffer.from(keys, 'base64').toString('utf8')
  await createCollections(await managerFor(envId), envId)

  const { newFoundingCode, storeFoundingCode } = await import('./founding')
  const code = newFoundingCode()
  await storeFoundingCode(code)
  console.log(`\nFounding code (works once, for the first officer): ${code}`)
  console.log('Now deploy the functions: npm run build && npx --package @cloudbase/cli@2.12.10 tcb fn deploy --all --force --yes --config-file config/cloudbaserc.json')
}

deploy().catch((error: Error) => {
  console.error(error instanceof Stop ? error.message : error)
  process.exitCode = 1
})
