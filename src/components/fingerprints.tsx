import { copy } from '../services/say'
import { Cell, List } from './cell'

/** 票箱指纹 of closed boxes, to be copied; nothing where there are none. */
export function Fingerprints({ hashes }: { hashes: { name: string; fingerprint: string }[] }) {
  const told = hashes.filter(({ fingerprint }) => fingerprint)
  if (told.length === 0) return null
  const text = told.length === 1 ? told[0]!.fingerprint : told.map(({ name, fingerprint }) => `${name}：${fingerprint}`).join('\n')
  return (
    <List title="票箱指纹">
      <Cell title="复制票箱指纹" hint="计票时定下的，和监票导出重新算的对得上，以后就没有人改过" noArrow onTap={() => void copy(text, '指纹已复制')} />
    </List>
  )
}
