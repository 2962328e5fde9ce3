/** A class that many IOCs have, and that some of its members give away. */
export interface KnownClass {
  readonly class: string;
  readonly doc: string;
  /** Every one of these, in this spelling, behind whatever parts members from the device. */
  readonly members: readonly string[];
  /** Members that are texts though they are arrays of characters on the wire, by the last word of their PVs. */
  readonly texts?: ReadonlySet<string>;
}

/** Texts of areaDetector's templates, which say so over PV Access (`Q:form`) and cannot over Channel Access. */
const TEXTS: ReadonlySet<string> = new Set(
  [
    ...'NDAttributesFile NDAttributesMacros FilePath FileName FileTemplate FullFileName WriteMessage'.split(' '),
    ...'StatusMessage StringToServer StringFromServer XMLFileName XMLErrorMsg TemplateFilePath TemplateFileName'.split(
      ' ',
    ),
    ...'AttrName TriggerCalc CodecError DisplayText Filename PvName ChannelPrefixes'.split(' '),
  ].flatMap((name) => [name, `${name}_RBV`]),
);

/** The more special before the more general. TIFF and netCDF files have no PV of their own: they are NDFile. */
const KNOWN: readonly KnownClass[] = [
  { class: 'IocStats', doc: 'What an IOC tells of itself.', members: ['HEARTBEAT', 'STARTTOD'] },
  {
    class: 'ADBase',
    doc: 'A detector of areaDetector.',
    members: ['PortName_RBV', 'ArrayCounter_RBV', 'Acquire', 'DetectorState_RBV'],
    texts: TEXTS,
  },
  plugin('NDFileHDF5', 'Writes frames to HDF5 files.', 'SWMRMode', 'NumCapture_RBV'),
  plugin('NDFileJPEG', 'Writes frames to JPEG files.', 'JPEGQuality', 'NumCapture_RBV'),
  plugin('NDFileMagick', 'Writes frames to files of many formats.', 'CompressType', 'NumCapture_RBV'),
  plugin('NDFileNexus', 'Writes frames to NeXus files.', 'TemplateFilePath', 'NumCapture_RBV'),
  plugin('NDFile', 'Writes frames to files.', 'NumCapture_RBV', 'WriteFile'),
  plugin('NDStats', 'Statistics of frames.', 'ComputeStatistics', 'MeanValue_RBV'),
  plugin('NDROI', 'A part of each frame.', 'MinX', 'SizeX', 'BinX'),
  plugin('NDROIStat', 'Statistics of several parts of each frame.', 'ResetAll'),
  plugin('NDProcess', 'Background, flat field and filters of frames.', 'EnableBackground', 'EnableFlatField'),
  plugin('NDTransform', 'Turns and mirrors frames.', 'Type'),
  plugin('NDOverlay', 'Draws into frames.', '1:PositionX'),
  plugin('NDStdArrays', 'Frames as a waveform.', 'ArrayData'),
  plugin('NDPva', 'Frames over PV Access.', 'PvName_RBV'),
  plugin('NDCircularBuff', 'Keeps frames from before a trigger.', 'PreCount', 'PostCount'),
  plugin('NDCodec', 'Compresses frames.', 'Compressor'),
  plugin('NDFFT', 'Fourier transforms of frames.', 'FFTDirection'),
  plugin('NDColorConvert', 'Frames in another colour mode.', 'ColorModeOut'),
  plugin('NDTimeSeries', 'Values over time.', 'TSAveragingTime'),
  plugin('NDAttribute', 'Attributes of frames.', '1:AttrName'),
  plugin('NDScatter', 'Hands frames to other plugins in turn.', 'ScatterMethod'),
  plugin('NDGather', 'Frames of several plugins.', 'NDArrayPort_2'),
  plugin('NDPosPlugin', 'Positions for frames.', 'IDName', 'Filename'),
  plugin('NDPluginBase', 'A plugin of areaDetector.'),
];

/** By the ends of the PVs of a device. */
export function knownClass(ends: readonly string[]): KnownClass | undefined {
  const words = new Set(ends.map((end) => end.replace(/^[:.\-_]+/, '')));
  return KNOWN.find(({ members }) => members.every((member) => words.has(member)));
}

function plugin(name: string, doc: string, ...members: readonly string[]): KnownClass {
  return { class: name, doc, members: ['PortName_RBV', 'PluginType_RBV', ...members], texts: TEXTS };
}
