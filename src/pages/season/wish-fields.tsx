import { View } from '@tarojs/components'
import { Cell, List } from '../../components/cell'
import { Check } from '../../components/check'
import { TextField } from '../../components/field'
import { DayField } from '../../components/field/date-time'
import { dayFromNow } from '../../services/dates'
import { destinationOptions, staysHere, type Wish } from './leaver-words'

const YEARS_SHOWN = 365 * 6
const placeholders: Record<string, string> = { work: '如：中共某某公司委员会', home: '如：中共某某县某某街道工作委员会', study: '如：中共某某大学某某学院委员会' }

interface Props { wish: Wish; onChange: (wish: Wish) => void; /** The last day until which a relation may be kept. */ latest?: string | undefined }

/** Where the relation goes: one of a few, and what belongs to it. */
export function WishFields({ wish, onChange, latest }: Props) {
  const { kind } = wish
  return (
    <View>
      <List title="毕业后组织关系">
        {destinationOptions.map(({ key, text }) => (
          <Cell key={key} title={text} before={<Check on={kind === key} />} role="radio" checked={kind === key} noArrow onTap={() => onChange({ ...wish, kind: key, until: key === 'kept' ? wish.until || latest || '' : key === 'abroad' ? wish.until : '' })} />
        ))}
      </List>
      {kind !== null && !staysHere(kind) ? (
        <TextField label="转到哪个党组织" hint="写接收单位有转接权限的党组织全称，不清楚可以先问接收单位" max={80} placeholder={placeholders[kind] ?? ''} value={wish.to} onChange={(to) => onChange({ ...wish, to })} />
      ) : null}
      {kind === 'kept' ? <DayField label="保留到哪一天" hint="找到单位后随时可以转出，最长两年" value={wish.until} from={dayFromNow(0)} until={latest ?? dayFromNow(YEARS_SHOWN)} onChange={(until) => onChange({ ...wish, until })} /> : null}
      {kind === 'abroad' ? <DayField label="预计回国日期" optional hint="在外期间至少每半年和支部联系一次" value={wish.until} from={dayFromNow(0)} until={dayFromNow(YEARS_SHOWN)} onChange={(until) => onChange({ ...wish, until })} /> : null}
    </View>
  )
}
