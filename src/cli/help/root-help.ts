import {type ServiceSummary} from '../../core/catalog/types.js'
import {settingsTable} from '../../core/config/settings-table.js'
import {areas} from './areas.js'
import {columns, paragraph, plainStyle, type Row, section, type Style} from './layout.js'
import {settingRow} from './setting-rows.js'

export interface RootHelpOptions {
  readonly services: Readonly<Record<string, ServiceSummary>>
  /** The hand-written commands: `configure list`. */
  readonly commands: readonly {readonly name: string; readonly summary: string}[]
  /** Columns of the page. */
  readonly width: number
  readonly style?: Style
}

const serviceSections = (services: RootHelpOptions['services'], width: number, style: Style): string[] => {
  const byArea = new Map<string, Row[]>(Object.keys(areas).map((area) => [area, []]))
  const others: Row[] = []
  for (const [name, {title, area}] of Object.entries(services))
    (byArea.get(area ?? '') ?? others).push({left: name, right: title ?? ''})
  const titled = [
    ...Array.from(byArea, ([area, rows]) => ({title: areas[area] ?? area, rows})),
    {title: 'Others', rows: others},
  ]
  return titled.flatMap(({title, rows}) => section(title, columns(rows, width, style), style))
}

/** `hwc --help`: what hwc is, its own commands, every service by area, and the settings. */
export const rootHelp = ({services, commands, width, style = plainStyle}: RootHelpOptions): string => {
  const count = Object.keys(services).length
  const canSearch = commands.some(({name}) => name === 'search')
  const lines = [
    style.heading('hwc: every Huawei Cloud API from the command line'),
    ...section(
      'USAGE',
      columns(
        [
          {left: 'hwc <service> <operation> [flags]', right: 'call an operation'},
          {left: 'hwc <service> --help', right: 'list the operations of a service'},
          {left: 'hwc <service> <operation> --help', right: 'show its flags and examples'},
          ...(commands.length === 0
            ? []
            : [{left: 'hwc <command> --help', right: 'explain one of the commands below'}]),
          canSearch
            ? {left: 'hwc search <words>', right: 'find an operation'}
            : {left: 'hwc <service> --help | grep <word>', right: 'look for an operation'},
        ],
        width,
        style,
      ),
      style,
    ),
    '',
    ...paragraph('No account? With --profile sandbox every call goes to an emulator on this machine:', width, 2),
    '  hwc vpc list-vpcs --profile sandbox',
    ...section(
      'COMMANDS',
      columns(
        commands.map(({name, summary}) => ({left: name, right: summary.replace(/\.$/, '')})),
        width,
        style,
      ),
      style,
    ),
    ...section('SERVICES', paragraph(`${count} services, by area.`, width, 2), style),
    ...serviceSections(services, width, style),
    ...section(
      'SETTINGS',
      columns(settingsTable.filter(({flag, built}) => flag && built).map(settingRow), width, style),
      style,
    ),
    '',
    ...paragraph(
      'Most may stand in the environment (HWC_REGION, HWC_OUTPUT and so on) or in a profile too; a flag counts first. ' +
        'hwc configure list shows which are set, and where.',
      width,
      2,
    ),
  ]
  return lines.join('\n') + '\n'
}
