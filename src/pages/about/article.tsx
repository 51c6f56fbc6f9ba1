import { Text, View } from '@tarojs/components'
import { Card } from '../../components/card'
import css from './index.module.scss'

export interface Section { title: string; paragraphs: string[] }

/** A text to be read: headed cards with paragraphs. */
export function Article({ lead, sections }: { lead: string; sections: Section[] }) {
  return (
    <View>
      <Text className={css.lead} userSelect>{lead}</Text>
      {sections.map((section) => (
        <Card key={section.title} title={section.title}>
          {section.paragraphs.map((paragraph) => <Text key={paragraph} className={css.paragraph} userSelect>{paragraph}</Text>)}
        </Card>
      ))}
    </View>
  )
}
