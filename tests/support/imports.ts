/** What the tests of imports share: fresh branches, uploads, and a look at what is stored. `startApi()` first. */
import type { ImportReport, ImportStatus } from '../../types/contracts/imports'
import { call, upload } from './api'
import type { FixturePerson } from './roster-workbook'
import type { World } from './world'

export interface Branch { id: string; name: string }
let branches = 0

/** The acts of who keeps the rosters of a world's committee and of everything below it. */
export function importsBy(world: () => World) {
  const keeper = (): string => world().founder.openid
  const uploaded = async (bytes: Buffer, openid = keeper()): Promise<{ uploadId: string; fileId: string; fileName: string }> => {
    const { uploadId, cloudPath } = await call(openid, 'files.issueUpload', { purpose: 'roster', fileName: '党员名册.xlsx', size: Math.min(bytes.length, 1024) })
    return { uploadId, fileId: await upload(openid, cloudPath, bytes), fileName: '党员名册.xlsx' }
  }
  return {
    keeper,
    uploaded,
    /** A branch without members, with three groups. */
    freshBranch: async (): Promise<Branch> => {
      const name = `示例第${++branches}党支部`
      const { organisationId: id } = await call(keeper(), 'organisations.create', { parentId: world().committeeId, name, kind: 'branch' })
      for (const group of ['第一党小组', '第二党小组', '第三党小组']) await call(keeper(), 'organisations.create', { parentId: id, name: group, kind: 'group' })
      return { id, name }
    },
    preview: async (organisationId: string, bytes: Buffer): Promise<ImportReport> => call(keeper(), 'imports.preview', { organisationId, ...await uploaded(bytes) }),
    commit: (importId: string): Promise<ImportStatus> => call(keeper(), 'imports.commit', { importId }),
    names: async (organisationId: string): Promise<string[]> => {
      const names: string[] = []
      for (let cursor: string | undefined; ;) {
        const page = await call(keeper(), 'roster.list', { organisationId, limit: 50, cursor })
        names.push(...page.items.map(item => item.name))
        if (!page.next) return names.sort()
        cursor = page.next
      }
    },
  }
}

/** Everything that an import may touch, as stored. */
export async function stored() {
  const { findAll } = await import('../../cloudfunctions/platform/database')
  return { members: await findAll('members', {}), identities: await findAll('identities', {}), chunks: await findAll('import_chunks', {}) }
}
export const sorted = (people: FixturePerson[]): string[] => people.map(person => person.name).sort()
