import { Image, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { Tag, type TagKind } from '../../../components/tag'
import { Tap } from '../../../components/tap'
import { whenText } from '../../../services/dates'
import css from './index.module.scss'

type Appeal = OutputOf<'appeals.get'>
type Act = Appeal['history'][number]['act']

const marks: Partial<Record<Act, { text: string; kind: TagKind }>> = { closed: { text: '已办结', kind: 'past' }, solved: { text: '确认已解决', kind: 'ok' }, reopened: { text: '没有解决', kind: 'urgent' } }
/** Acts of the branch; all others are the author's. */
const byBranch: readonly Act[] = ['answered', 'closed']

/** What was written and what came of it, as a conversation: the reader's own side stands at the right. */
export function Talk({ appeal }: { appeal: Appeal }) {
  const later = appeal.history.filter(({ act }) => act !== 'wrote')
  return (
    <View>
      <Bubble own={appeal.mine} name={appeal.mine ? '我' : appeal.authorName} at={appeal.at} text={appeal.text} pictures={appeal.pictures} />
      {later.map((entry, n) => (
        <Bubble key={`${entry.at}-${n}`} own={byBranch.includes(entry.act) !== appeal.mine} name={appeal.mine && !byBranch.includes(entry.act) ? '我' : entry.byName} at={entry.at} text={entry.text} mark={marks[entry.act]} />
      ))}
    </View>
  )
}

interface BubbleProps { own: boolean; name: string; at: string; text: string; pictures?: string[]; mark?: { text: string; kind: TagKind } | undefined }

function Bubble({ own, name, at, text, pictures = [], mark }: BubbleProps) {
  return (
    <View className={own ? css.own : css.other}>
      <Text className={css.by}>{name} · {whenText(at)}</Text>
      <View className={own ? css.ownBubble : css.bubble}>
        {mark ? <View className={css.mark}><Tag text={mark.text} kind={mark.kind} /></View> : null}
        {text ? <Text className={css.text} userSelect>{text}</Text> : null}
        {pictures.length > 0 ? (
          <View className={css.pictures}>
            {pictures.map((url, n) => url ? (
              <Tap key={url} onTap={() => void Taro.previewImage({ urls: pictures.filter(Boolean), current: url })} label={`第${n + 1}张图片，点开看大图`}>
                <Image className={css.thumb} src={url} mode="aspectFill" />
              </Tap>
            ) : <Text key={n} className={css.by}>这张图片已不在</Text>)}
          </View>
        ) : null}
      </View>
    </View>
  )
}
